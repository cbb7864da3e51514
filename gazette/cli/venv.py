"""The first run in a clone: create `.venv` from a lock file with hashes, then run the same command in it.

Any Python that the user has may read this file, so it must parse on 3.6. Only a first run needs the modules that
functions import.
"""

import os
import sys
from importlib.machinery import PathFinder

MINIMUM_PYTHON = (3, 11)
MODULES: "dict[str, tuple[str, ...]]" = {  # by lock file; each lock file includes the one before it
    "requirements.txt": (
        "bibtexparser",
        "blake3",
        "defusedxml",
        "feedparser",
        "httpx",
        "jinja2",
        "latex2mathml",
        "livereload",
        "markdown",
        "msgspec",
        "nh3",
        "rich",
        "rispy",
        "yaml",
    ),
    "requirements-dev.txt": (
        "aiosmtpd",
        "hatchling",
        "hypothesis",
        "mypy",
        "playwright",
        "pytest",
        "ruff",
        "xdist",
    ),
}
STAMP = "gazette-setup.txt"  # empty while .venv is being created, then the lock files that it was created from
RESTARTED = "GAZETTE_RESTARTED"  # the environment variable that tells the second start, in .venv, that it is the second


def ensure(
    root: "str | os.PathLike[str]",
    for_tests: bool = False,
    modules: "dict[str, tuple[str, ...]]" = MODULES,
    exit_if_unchanged: bool = False,
) -> None:
    """Return if this Python has the packages; otherwise create `root/.venv` if needed, and restart in it.

    `for_tests` selects the last lock file instead of the first. If set-up fails, print why and what to do, and
    raise SystemExit(2). With `exit_if_unchanged`, a build that has nothing to do ends here with SystemExit(0).
    """
    if sys.version_info[:2] < MINIMUM_PYTHON:
        from gazette.cli import advice

        raise advice.too_old(MINIMUM_PYTHON)
    check_current_folder()
    if exit_if_unchanged:
        from gazette.cli import idle

        idle.stop_if_idle(root, sys.argv[1:])
    names = list(modules) if for_tests else list(modules)[:1]
    locks = [os.path.join(root, name) for name in names]
    try:
        use(os.path.join(root, ".venv"), locks, [module for name in names for module in modules[name]])
    except (OSError, KeyboardInterrupt) as error:
        from gazette.cli import advice

        raise advice.failed(str(error) or "Interrupted", locks[-1]) from None


def check_current_folder() -> None:
    """SystemExit(2) if the current folder was deleted: relative paths have no meaning then."""
    try:
        os.getcwd()
    except OSError as error:
        from gazette.cli import advice

        message = f"the current folder cannot be read ({error.strerror}); change to another folder"
        raise advice.refuse(message) from None


def use(venv: str, locks: "list[str]", modules: "list[str]") -> None:
    """Return if this Python has the modules, otherwise restart in `venv`; OSError if neither is possible."""
    restarted_by = os.environ.pop(RESTARTED, None)
    if in_environment() and importable(modules):
        own = os.path.realpath(sys.prefix) == os.path.realpath(venv)
        if restarted_by or not own or is_current(venv, locks, modules):
            return
    if restarted_by:
        sys.orig_argv[0] = restarted_by  # so that the advice quotes the command that the user typed
        lacking = f"{venv} does not offer all of {', '.join(modules)}"
        raise OSError(f"{lacking}; unset PYTHONHOME, PIP_TARGET and PIP_PREFIX, and delete it")
    if not is_current(venv, locks, modules):
        set_up(venv, locks, modules)
    restart_in(venv)


def in_environment() -> bool:
    return sys.prefix != sys.base_prefix or os.path.isdir(os.path.join(sys.prefix, "conda-meta"))


def importable(modules: "list[str]", path: "list[str] | None" = None) -> bool:
    """Whether all modules can be imported. An empty folder of that name does not count."""
    specs = (PathFinder.find_spec(module, path) for module in modules)
    return all(spec is not None and spec.origin for spec in specs)


def is_current(venv: str, locks: "list[str]", modules: "list[str]") -> bool:
    """Whether `venv` has the modules and was created from these lock files, or by another tool."""
    lib, stamp = os.path.join(venv, "lib"), os.path.join(venv, STAMP)
    if not os.path.exists(python_of(venv)) or not os.path.isdir(lib):
        return False
    # lib/python3.11/site-packages; on Windows lib/site-packages
    folders = [os.path.join(lib, name, "site-packages") for name in ["", *os.listdir(lib)]]
    if not importable(modules, folders):
        return False
    return not os.path.exists(stamp) or all(part in read(stamp) for part in stamp_parts(locks))


def python_of(venv: str) -> str:
    windows = sys.platform == "win32"
    return os.path.join(venv, *(("Scripts", "python.exe") if windows else ("bin", "python")))


def read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def stamp_parts(locks: "list[str]") -> "list[bytes]":
    """What the stamp contains: whole lock files, because comparing them is faster than importing hashlib."""
    python = f"# {sys.implementation.cache_tag}{getattr(sys, 'abiflags', '')}\n"
    return [python.encode(), *map(read, locks)]


def set_up(venv: str, locks: "list[str]", modules: "list[str]") -> None:
    """Create `venv` unless another run just has. If this fails, the old `venv` is kept."""
    import shutil

    backup = venv + "-old"
    with open(locks[0], "r+b") as file:
        acquire_lock(file.fileno())
        if is_current(venv, locks, modules):
            return
        refuse_to_replace_others(venv)
        shutil.rmtree(backup, ignore_errors=True)
        if os.path.exists(venv):
            os.rename(venv, backup)
        try:
            create(venv, locks)
        except BaseException:
            shutil.rmtree(venv, ignore_errors=True)
            if os.path.exists(backup):
                os.rename(backup, venv)
            raise
        shutil.rmtree(backup, ignore_errors=True)


def acquire_lock(file: int) -> None:
    """Wait while another run sets up. The system releases the lock when this run and its pip end, even if killed."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(file, 1 << 30, os.SEEK_SET)  # past the end: pip cannot read a locked byte
        msvcrt.locking(file, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("gazette: waiting for another run that sets up .venv ...", file=sys.stderr)
            fcntl.flock(file, fcntl.LOCK_EX)
        os.set_inheritable(file, True)


def refuse_to_replace_others(venv: str) -> None:
    """OSError if `venv` exists but does not look like an environment."""
    marks = (os.path.join(venv, "pyvenv.cfg"), os.path.join(venv, STAMP))
    foreign = os.path.exists(venv) and os.listdir(venv) and not any(map(os.path.exists, marks))
    if foreign or os.path.islink(venv):
        raise OSError(f"{venv} exists, but Gazette did not create it. Move it elsewhere")


def create(venv: str, locks: "list[str]") -> None:
    """Create an environment. The stamp is written last, so that an incomplete environment is recognised."""
    name = os.path.basename(locks[-1])
    print(
        f"gazette: setting up .venv from {name}. This is needed once, takes a while and uses the network ...",
        file=sys.stderr,
        flush=True,
    )
    os.mkdir(venv)
    with open(os.path.join(venv, STAMP), "wb") as stamp:
        run(base_python(), "-m", "venv", "--without-pip", venv)
        run(python_of(venv), "-m", "ensurepip", "--default-pip")
        # Only wheels: building from source would run code that no hash covers.
        pip = "pip install --require-hashes --only-binary :all: --no-user --no-input --quiet"
        run(python_of(venv), "-m", *pip.split(), "--disable-pip-version-check", "-r", locks[-1])
        stamp.write(b"".join(stamp_parts(locks)))


def base_python() -> str:
    """The Python that this Python's environment was created from."""
    import shutil

    # Without PATH, as under `env -i`, Python does not know its own path.
    known = getattr(sys, "_base_executable", None) or sys.executable
    return known or shutil.which(sys.orig_argv[0], path=os.defpath) or "python3"


def run(python: str, *words: str) -> None:
    """Run a step without output and without PYTHONPATH; OSError with its output if it fails."""
    import subprocess

    done = subprocess.run(
        [python, "-I", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        close_fds=False,  # pip inherits the lock, and holds it while it runs
    )
    if done.returncode:
        raise OSError(done.stdout.decode(errors="replace"))


def restart_in(venv: str) -> None:
    """Run the command that the user typed with the Python of `venv`."""
    command = [python_of(venv), *sys.orig_argv[1:]]
    os.environ[RESTARTED] = sys.orig_argv[0]
    if sys.platform == "win32":
        import subprocess  # on Windows, exec does not wait for the new process

        raise SystemExit(subprocess.call(command))
    if sys.stdout:  # None if the shell closed it
        sys.stdout.flush()
    os.execv(command[0], command)
