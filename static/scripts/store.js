// What this browser stores for its reader: saved, hidden and muted papers, and the last visit.  It stays in the browser
// unless the reader exports it.

/**
 * A saved paper.  `path` is the address of its page, relative to the root of the site; unknown values are "" or [].
 * `published` is a date, or only a year and a month; `withdrawn` says when and why the paper was withdrawn.
 * @typedef {{path: string, title: string, authors: string[], day: string, published: string, arxiv: string,
 *            doi: string, venue: string, withdrawn: string, saved: number}} Saved
 */
/** @typedef {{kind: "word" | "tag", text: string}} Mute */
/** @typedef {{newest: string, since: string, at: number}} Visit */

/**
 * Each step migrates the database to its next version.  Add steps, but never change one that was published.
 * @type {((database: IDBDatabase) => void)[]}
 */
const MIGRATIONS = [
  (database) => {
    database.createObjectStore("papers", { keyPath: "path" });
    database.createObjectStore("hidden", { keyPath: "path" });
  },
  (database) => {
    database.createObjectStore("habits");
  },
];

/** The browser cannot store anything, because of its settings or because the disk is full. */
class StorageError extends Error {
  /** @param {unknown} cause */
  constructor(cause) {
    super("Your browser does not let this page store anything, so papers cannot be saved here.", { cause });
  }
}

/** @type {Promise<IDBDatabase> | undefined} */
let opened;

/** @throws {StorageError} */
function database() {
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
    const request = indexedDB.open(name, MIGRATIONS.length);
    request.onupgradeneeded = (event) => {
      for (const migrate of MIGRATIONS.slice(event.oldVersion)) migrate(request.result);
    };
    request.onsuccess = () => resolve(closable(request.result));
    request.onerror = () => {
      if (request.error?.name !== "VersionError") return reject(request.error);
      const later = indexedDB.open(name); // from a later version of the site; it has all that this one needs
      later.onsuccess = () => resolve(closable(later.result));
      later.onerror = () => reject(later.error);
    };
  });
}

/**
 * Closes the database when another page wants to migrate it; the next use opens it again.
 * @param {IDBDatabase} found
 */
function closable(found) {
  found.onclose = () => (opened = undefined);
  found.onversionchange = () => {
    found.close();
    opened = undefined;
  };
  return found;
}

/**
 * @template T
 * @param {"papers" | "hidden" | "habits"} name
 * @param {IDBTransactionMode} mode
 * @param {(objects: IDBObjectStore) => IDBRequest<T>} act
 * @returns {Promise<T>}
 */
async function use(name, mode, act) {
  const transaction = (await database()).transaction(name, mode);
  const request = act(transaction.objectStore(name));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(new StorageError(transaction.error));
  });
}

const store = {
  /** @returns {Promise<Saved[]>} the last saved first */
  papers: async () => {
    const all = await use("papers", "readonly", (papers) => papers.getAll());
    return all.map(checked).filter((paper) => paper !== undefined).sort((a, b) => b.saved - a.saved);
  },
  /** @param {string} path */
  has: async (path) => (await use("papers", "readonly", (papers) => papers.count(path))) > 0,
  /** @param {Saved} paper */
  save: (paper) => use("papers", "readwrite", (papers) => papers.put(paper)),
  /** @param {Saved[]} all */
  saveAll: (all) =>
    use("papers", "readwrite", (papers) => {
      for (const paper of all) papers.put(paper);
      return papers.count();
    }),
  /** @param {string} path */
  unsave: (path) => use("papers", "readwrite", (papers) => papers.delete(path)),
  /** @returns {Promise<Set<string>>} */
  hidden: async () => new Set((await use("hidden", "readonly", (hidden) => hidden.getAllKeys())).map(String)),
  /** @param {string} path */
  hide: (path) => use("hidden", "readwrite", (hidden) => hidden.put({ path })),
  /** @param {string} path */
  unhide: (path) => use("hidden", "readwrite", (hidden) => hidden.delete(path)),
  /** @returns {Promise<Mute[]>} */
  mutes: async () => checkedMutes(await use("habits", "readonly", (habits) => habits.get("mutes"))),
  /** @param {Mute[]} mutes */
  mute: (mutes) => use("habits", "readwrite", (habits) => habits.put(mutes, "mutes")),
  /** @returns {Promise<boolean>} whether to hide papers in lists once their page was opened */
  hidesSeen: async () => (await use("habits", "readonly", (habits) => habits.get("hidesSeen"))) === true,
  /** @param {boolean} on */
  hideSeen: (on) => use("habits", "readwrite", (habits) => habits.put(on, "hidesSeen")),
  /** @returns {Promise<Visit | undefined>} */
  visit: async () => checkedVisit(await use("habits", "readonly", (habits) => habits.get("visit"))),
  /** @param {Visit} visit */
  visited: (visit) => use("habits", "readwrite", (habits) => habits.put(visit, "visit")),
};
