// Loads the files of the index and the pages of papers, counts their bytes, and stops before there are too many.

/** Bytes that the page may still load for each purpose, before compression; 2 MB in all. */
const left = { ids: 250_000, texts: 600_000, words: 850_000, titles: 300_000 };
const LIMIT = sumOf(Object.values(left));
const EXPECTED = 25_000; // bytes of a file, kept free for each that is on its way
const TOGETHER = 6; // files at the same time
const STOPPED = "Not everything was used, because this page loads at most 2 MB.";

let spent = 0;
/** @type {keyof typeof left} */
let purpose = "words";
let isStopped = false;

/** The page may load no more for this purpose. */
class Spent extends Error {}

read = async (address, options) => {
  const mine = purpose;
  if (left[mine] < EXPECTED || spent + EXPECTED > LIMIT) {
    isStopped = true;
    throw new Spent();
  }
  left[mine] -= EXPECTED;
  try {
    const { body } = await request(address, options);
    return await new Response(body?.pipeThrough(counterOf(mine))).text();
  } finally {
    left[mine] += EXPECTED;
  }
};

/** @param {keyof typeof left} what the purpose */
function counterOf(what) {
  return new TransformStream({
    transform(/** @type {Uint8Array} */ part, stream) {
      spent += part.length;
      left[what] -= part.length;
      isStopped ||= spent > LIMIT;
      if (spent > LIMIT) throw new Spent();
      stream.enqueue(part);
    },
  });
}

/**
 * Does this for each thing, a few at a time.
 * @template T, R
 * @param {T[]} things
 * @param {keyof typeof left} what the purpose
 * @param {(thing: T) => Promise<R>} act
 * @returns {Promise<R[]>}
 */
async function each(things, what, act) {
  purpose = what;
  /** @type {R[]} */
  const done = [];
  for (let at = 0; at < things.length; at += TOGETHER) done.push(...(await Promise.all(things.slice(at, at + TOGETHER).map(act))));
  return done;
}

/** @returns {string[]} what the reader should know; a file that was too much is not missing */
function allNotes() {
  if (isStopped) notes.delete(rules.incomplete);
  if (isStopped) notes.add(STOPPED);
  return [...notes];
}
