// What a reader keeps in this browser: papers saved and hidden, and habits.  It never leaves it but by the reader's hand.

/**
 * A paper that was saved.  Unknown is "" or []; `path` is its page's address from the root of the site.
 * @typedef {{path: string, title: string, authors: string[], day: string, published: string, arxiv: string,
 *            doi: string, venue: string, saved: number}} Saved
 */
/** @typedef {{kind: "word" | "tag", text: string}} Mute */
/** @typedef {{newest: string, since: string, at: number}} Visit */

/**
 * What makes each version of the shelves out of the one before; add a step, never change one.
 * @type {((shelves: IDBDatabase) => void)[]}
 */
const STEPS = [
  (shelves) => {
    shelves.createObjectStore("papers", { keyPath: "path" });
    shelves.createObjectStore("hidden", { keyPath: "path" });
  },
  (shelves) => {
    shelves.createObjectStore("habits");
  },
];

/** @type {Promise<IDBDatabase> | undefined} */
let opened;

/** The browser cannot store anything, or not any more: it forbids it, or the disk is full. */
class StorageError extends Error {
  /** @param {unknown} cause */
  constructor(cause) {
    super("Your browser does not let this page store anything, so papers cannot be saved here.", { cause });
  }
}

/** @throws {StorageError} */
function shelves() {
  opened ??= openDatabase().catch((error) => {
    opened = undefined;
    throw new StorageError(error);
  });
  return opened;
}

/** @returns {Promise<IDBDatabase>} */
function openDatabase() {
  return new Promise((resolve, reject) => {
    const name = `gazette ${root.pathname}`;
    const request = indexedDB.open(name, STEPS.length);
    request.onupgradeneeded = (event) => {
      for (const step of STEPS.slice(event.oldVersion)) step(request.result);
    };
    const open = lend(resolve);
    request.onsuccess = () => open(request.result);
    request.onerror = () => {
      if (request.error?.name !== "VersionError") return reject(request.error);
      const later = indexedDB.open(name); // a later edition was here, and is taken back: its shelves hold these
      later.onsuccess = () => open(later.result);
      later.onerror = () => reject(later.error);
    };
  });
}

/**
 * Shelves that are let go when another page wants to change them, or the browser takes them away.
 * @param {(shelves: IDBDatabase) => void} take
 * @returns {(shelves: IDBDatabase) => void}
 */
function lend(take) {
  return (shelves) => {
    shelves.onclose = () => (opened = undefined);
    shelves.onversionchange = () => {
      shelves.close();
      opened = undefined;
    };
    take(shelves);
  };
}

/**
 * @template T
 * @param {"papers" | "hidden" | "habits"} name
 * @param {IDBTransactionMode} mode
 * @param {(shelf: IDBObjectStore) => IDBRequest<T>} act
 * @returns {Promise<T>}
 */
async function use(name, mode, act) {
  const transaction = (await shelves()).transaction(name, mode);
  const request = act(transaction.objectStore(name));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(new StorageError(transaction.error));
  });
}

const store = {
  /** @returns {Promise<Saved[]>} the latest first */
  papers: async () => {
    const held = await use("papers", "readonly", (shelf) => shelf.getAll());
    return held.map(checked).filter((paper) => paper !== undefined).sort((a, b) => b.saved - a.saved);
  },
  /** @param {string} path */
  has: async (path) => (await use("papers", "readonly", (shelf) => shelf.count(path))) > 0,
  /** @param {Saved} paper */
  save: (paper) => use("papers", "readwrite", (shelf) => shelf.put(paper)),
  /** @param {string} path */
  unsave: (path) => use("papers", "readwrite", (shelf) => shelf.delete(path)),
  /** @returns {Promise<Set<string>>} */
  hidden: async () => new Set((await use("hidden", "readonly", (shelf) => shelf.getAllKeys())).map(String)),
  /** @param {string} path */
  hide: (path) => use("hidden", "readwrite", (shelf) => shelf.put({ path })),
  /** @param {string} path */
  unhide: (path) => use("hidden", "readwrite", (shelf) => shelf.delete(path)),
  /** @returns {Promise<Mute[]>} */
  mutes: async () => checkedMutes(await use("habits", "readonly", (shelf) => shelf.get("mutes"))),
  /** @param {Mute[]} mutes */
  mute: (mutes) => use("habits", "readwrite", (shelf) => shelf.put(mutes, "mutes")),
  /** @returns {Promise<boolean>} whether a paper is put away once its page was open */
  hidesSeen: async () => (await use("habits", "readonly", (shelf) => shelf.get("hidesSeen"))) === true,
  /** @param {boolean} on */
  hideSeen: (on) => use("habits", "readwrite", (shelf) => shelf.put(on, "hidesSeen")),
  /** @returns {Promise<Visit | undefined>} */
  visit: async () => checkedVisit(await use("habits", "readonly", (shelf) => shelf.get("visit"))),
  /** @param {Visit} visit */
  visited: (visit) => use("habits", "readwrite", (shelf) => shelf.put(visit, "visit")),
};
