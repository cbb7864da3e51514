// The parts of authors' names, for citations.  gazette/core/people.py has the same rules, and a test compares the two.

/** @typedef {{family: string, given: string, particle: string, suffix: string}} NameParts a name that is not split is its own `family` */

/** @param {string} words */
const setOf = (words) => new Set(words.split(" "));

const PARTICLES = setOf("aan af al av ben bin bint binti da dal dalla das de degli dei del della delle dello den der des di do dos du el het ibn im in la las le les lo los op 't ’t te ten ter tot ul ur van vom von vor zu zum zur");
const CAPITAL_PARTICLES = setOf("Abu Ait Al Ben Da Dal De Degli Dei Del Dell Della Den Der Des Di Dos Du El Ibn La Le Los Mac Mc Ó San St. Te Ten Ter Van Von");
const CONNECTIVES = setOf("y i e");
const VIETNAMESE = setOf("Anh Bao Bui Cam Cuong Dang Dat Dinh Duc Dung Duong Duy Hai Hieu Hoang Hong Hung Huong Huy Huynh Khanh Kiet Linh Long Minh Nam Ngo Ngoc Nguyen Nhu Pham Phan Phuong Quang Tan Thang Thanh Thi Thin Tien Tran Trung Truong Tuan Viet Vo Vu");
const ORGANISATIONS = setOf("AI Academy Alliance Association Center Centre Co. Collaboration Collective Committee Community Consortium Contributors Corp. Corporation Council DeepMind Department Division Foundation GmbH Google Group Inc Inc. Initiative Institute Institution Lab Laboratories Laboratory Labs Limited LLC Ltd Ltd. Microsoft Ministry Network NVIDIA Organisation Organization Project Research Society Team Technologies Unit University Workshop");
const NOT_PERSONAL = setOf("and And AND & + at by for from of Of on or others Others OTHERS the with");
const AMBIGUOUS_SUFFIXES = setOf("V Sr Ii Iv");
const SUFFIX = /^(?:[Jj][Rr]\.?|[Ss][Rr]\.?|[JS]nr\.?|I{2,3}|I?V|VI{1,3}|Ii|Iii|Iv|2nd|3rd|[4-9]th)$/;
const DEGREE = /^(?:Esq\.?|Ph\. ?D\.?|PhD|M\. ?D\.?|MD)$/;
const UNUSUAL = /[0-9{}\\<>@:;=|#$%&_[\]~^?*+]|^\(|\s\([^()]*\)?$|[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
const JOINED = /^((?:al|el|as|ad|an|ar|ash|at|az|ul)-|(?:d|l|dell|dall)['’])([^\s'’-].*)$/u;
const OTHERS = "et al."; // the last of the authors of a saved paper whose page says that there are more

/** @param {string[]} authors @returns {string[]} those that are persons or organisations */
function listedIn(authors) {
  return authors.filter((name) => name !== OTHERS);
}

/** @param {string[]} authors @param {number} most @returns {string} the first names on one line, and how many others there are */
function namesOf(authors, most) {
  const names = listedIn(authors);
  const more = names.length < authors.length;
  if (names.length <= most + 1) return names.join(", ") + (more && names.length ? ` ${OTHERS}` : "");
  return `${names.slice(0, most).join(", ")} and ${more ? "others" : `${names.length - most} more`}`;
}

/** @param {string} name @returns {NameParts} */
function partsOf(name) {
  const words = wordsOf(name);
  const found = name.includes(",") ? withCommas(name.replace(/[ ,]+$/, "").split(",").map(wordsOf)) : inOrder(words, "");
  const isUnusual = !found || UNUSUAL.test(`${found.given} ${surnameOf(found)}`) || !/\p{L}/u.test(found.given) || !/\p{L}/u.test(found.family);
  return isUnusual || isOrganisation(name) ? { family: words.join(" "), given: "", particle: "", suffix: "" } : found;
}

/** @param {NameParts} name @returns {string} the family name with its particle */
function surnameOf({ particle, family }) {
  const space = /[-'’]$/.test(particle) ? "" : " ";
  return particle ? particle + space + family : family;
}

/** @param {string} text */
function wordsOf(text) {
  return text.split(/\s+/).filter(Boolean);
}

/** @param {Iterable<string>} words @param {Set<string>} set */
function someIn(words, set) {
  return Array.from(words).some((word) => set.has(word));
}

/** @param {string} name */
function isOrganisation(name) {
  const words = wordsOf(name.replaceAll(",", " "));
  const found = words.filter((word) => ORGANISATIONS.has(word));
  const onlyCapitals = name === name.toUpperCase() && name !== name.toLowerCase();
  return words.length > 1 && found.some((word) => word !== "AI" || !onlyCapitals);
}

/** @param {string[][]} parts @returns {NameParts | undefined} */
function withCommas(parts) {
  const texts = parts.map((part) => part.join(" "));
  const suffixes = texts.filter((text) => SUFFIX.test(text) || DEGREE.test(text));
  const names = parts.filter((_, at) => !suffixes.includes(texts[at] ?? ""));
  if (texts.includes("") || suffixes.length > 1 || names[0] !== parts[0]) return undefined;
  const [first = [], second = []] = names;
  if (names.length === 1) return inOrder(first, suffixes[0] ?? "");
  return names.length === 2 ? familyFirst(first, second, suffixes[0] ?? "") : undefined;
}

/** @param {string} [word] */
function isSuffix(word = "") {
  return SUFFIX.test(word) && !AMBIGUOUS_SUFFIXES.has(word);
}

/** @param {string[]} words @param {string} suffix @returns {NameParts | undefined} */
function inOrder(words, suffix) {
  if (!suffix && words.length > 2 && isSuffix(words.at(-1))) [words, suffix] = [words.slice(0, -1), words.at(-1) ?? ""];
  if (words.length < 2 || someIn([words[0] ?? "", words.at(-1) ?? ""], PARTICLES) || someIn(words, NOT_PERSONAL)) return undefined;
  if (words[0] === "The" && !someIn(words, VIETNAMESE)) return undefined;
  const start = startOfFamily(words);
  return partsFrom(words.slice(0, start), words.slice(start), suffix);
}

/** @param {string[]} words @returns {number} the place of the first word of the family name, with its particles */
function startOfFamily(words) {
  const last = words.length - 1;
  const vietnamese = someIn(words, VIETNAMESE);
  /** @param {string} word */
  const isParticle = (word) => PARTICLES.has(word) || (CAPITAL_PARTICLES.has(word) && !(vietnamese && (word === "Le" || word === "Van")));
  let places = words.map((_, at) => at).filter((at) => at > 0 && at < last && isParticle(words[at] ?? ""));
  if (/^Mar[ií]a$/.test(words[0] ?? "") && places.join() === "1" && /^(?:do|das|[Dd]el)$/.test(words[1] ?? "") && last > 2) places = [];
  let start = places.at(-1) ?? last;
  while (places.includes(start - 1)) start -= 1;
  const joined = words.findIndex((word, at) => at > 1 && at < last && CONNECTIVES.has(word));
  return joined < 0 ? start : Math.min(start, joined - 1);
}

/** @param {string[]} family @param {string[]} given @param {string} suffix @returns {NameParts | undefined} */
function familyFirst(family, given, suffix) {
  if (!suffix && family.length > 1 && isSuffix(family.at(-1))) [family, suffix] = [family.slice(0, -1), family.at(-1) ?? ""];
  else if (!suffix && given.length > 1 && isSuffix(given.at(-1))) [given, suffix] = [given.slice(0, -1), given.at(-1) ?? ""];
  let moved = given.length;
  while (moved > 1 && PARTICLES.has(given[moved - 1] ?? "")) moved -= 1;
  [family, given] = [[...given.slice(moved), ...family], given.slice(0, moved)];
  const main = family.filter((word) => !PARTICLES.has(word) && !CAPITAL_PARTICLES.has(word));
  const several = main.length > 1 && given.filter((word) => [...word.replace(/\.+$/, "")].length > 1).length > 1;
  const all = [...family, ...given];
  if (several || all.length > 7 || PARTICLES.has(family.at(-1) ?? "") || someIn(all, NOT_PERSONAL)) return undefined;
  return partsFrom(given, family, suffix);
}

/** @param {string[]} given @param {string[]} family @param {string} suffix @returns {NameParts} */
function partsFrom(given, family, suffix) {
  let at = 0;
  while (at < family.length - 1 && PARTICLES.has(family[at] ?? "")) at += 1;
  const [first = "", ...others] = family.slice(at);
  const [, joined = "", rest = first] = JOINED.exec(first) ?? [];
  const particle = [...family.slice(0, at), joined].filter(Boolean).join(" ");
  return { family: [rest, ...others].join(" "), given: given.join(" "), particle, suffix };
}
