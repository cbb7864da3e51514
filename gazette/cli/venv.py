"""The first run's set-up: `.venv` from a lock file with hashes, then the same command inside it.

Whatever Python was typed reads this file, so it parses on 3.6; what only a first run needs is imported there.
"""

import os
import sys
from importlib.machinery import PathFinder

OLDEST = (3, 11)
NEEDS: "dict[str, tuple[str, ...]]" = {  # lock: modules; a lock holds all of the one before it
    "requirements.txt": ("blake3", "jinja2", "latex2mathml", "livereload", "markdown", "msgspec", "nh3", "yaml"),
    "requirements-dev.txt": ("aiosmtpd", "feedparser", "hypothesis", "mypy", "playwright", "pytest", "ruff", "xdist"),
}
STAMP = "gazette-setup.txt"  # empty while .venv is being made, then the locks it was made from
AGAIN = "GAZETTE_SET_UP"  # set for the start inside .venv, which so knows not to start itself again


def ready(
    root: "str | os.PathLike[str]",
    for_tests: bool = False,
    needs: "dict[str, tuple[str, ...]]" = NEEDS,
    idle: bool = False,
) -> None:
    """Return only in a Python that has the packages; else make `root/.venv`, start over in it.

    `root` holds the locks that `needs` names, the last of them for the tests. What cannot be done is told on standard
    error, with what to type, and ends in SystemExit(2). With `idle`, a build that has nothing to do ends here.
    """
    if sys.version_info[:2] < OLDEST:
        from gazette.cli import advice

        raise advice.too_old(OLDEST)
    if idle:
        from gazette.cli import idle as nothing_to_do

        nothing_to_do.stop_if_idle(root, sys.argv[1:])
    names = list(needs) if for_tests else list(needs)[:1]
    locks = [os.path.join(root, name) for name in names]
    modules = [module for name in names for module in needs[name]]
    try:
        go(os.path.join(root, ".venv"), locks, modules)
    except (OSError, KeyboardInterrupt) as error:
        from gazette.cli import advice

        raise advice.failed(str(error) or "Stopped", locks[-1]) from None


def go(home: str, locks: "list[str]", modules: "list[str]") -> None:
    """Return, or start over in `home`; OSError where neither can be."""
    again = os.environ.pop(AGAIN, None)
    if in_environment() and found(modules):
        ours = os.path.realpath(sys.prefix) == os.path.realpath(home)
        if again or not ours or fits(home, locks, modules):
            return
    if again:
        sys.orig_argv[0] = again  # the advice is to type again what was typed first
        lacking = f"{home} does not offer all of {', '.join(modules)}"
        raise OSError(f"{lacking}; unset PYTHONHOME, PIP_TARGET, PIP_PREFIX, and remove it")
    if not fits(home, locks, modules):
        set_up(home, locks, modules)
    start_over(home)


def in_environment() -> bool:
    return sys.prefix != sys.base_prefix or os.path.isdir(os.path.join(sys.prefix, "conda-meta"))


def found(modules: "list[str]", path: "list[str] | None" = None) -> bool:
    """Whether all can be imported; a mere folder of that name, without code, does not count."""
    specs = (PathFinder.find_spec(module, path) for module in modules)
    return all(spec is not None and spec.origin for spec in specs)


def fits(home: str, locks: "list[str]", modules: "list[str]") -> bool:
    """Whether `home` has the modules and, unless others made it, was made from these locks."""
    lib, stamp = os.path.join(home, "lib"), os.path.join(home, STAMP)
    if not os.path.exists(python_of(home)) or not os.path.isdir(lib):
        return False
    # lib/python3.11/site-packages; on Windows lib/site-packages
    folders = [os.path.join(lib, name, "site-packages") for name in ["", *os.listdir(lib)]]
    if not found(modules, folders):
        return False
    return not os.path.exists(stamp) or all(part in read(stamp) for part in parts(locks))


def python_of(home: str) -> str:
    windows = sys.platform == "win32"
    return os.path.join(home, *(("Scripts", "python.exe") if windows else ("bin", "python")))


def read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def parts(locks: "list[str]") -> "list[bytes]":
    """What a stamp must hold: whole locks, as comparing is quicker than importing a digest."""
    python = f"# {sys.implementation.cache_tag}{getattr(sys, 'abiflags', '')}\n"
    return [python.encode(), *map(read, locks)]


def set_up(home: str, locks: "list[str]", modules: "list[str]") -> None:
    """Make `home` anew, unless another run just has; if that fails, leave what was there."""
    import shutil

    aside = home + "-old"
    with open(locks[0], "r+b") as file:
        wait_turn(file.fileno())
        if fits(home, locks, modules):
            return
        refuse_foreign(home)
        shutil.rmtree(aside, ignore_errors=True)
        if os.path.exists(home):
            os.rename(home, aside)
        try:
            make(home, locks)
        except BaseException:
            shutil.rmtree(home, ignore_errors=True)
            if os.path.exists(aside):
                os.rename(aside, home)
            raise
        shutil.rmtree(aside, ignore_errors=True)


def wait_turn(file: int) -> None:
    """Wait while another run sets up; the lock ends with this run and its pip, even if killed."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(file, 1 << 30, os.SEEK_SET)  # past the end: pip could not read a locked byte
        msvcrt.locking(file, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("gazette: waiting for another run that sets up .venv ...", file=sys.stderr)
            fcntl.flock(file, fcntl.LOCK_EX)
        os.set_inheritable(file, True)


def refuse_foreign(home: str) -> None:
    """OSError if what stands in the place of .venv is not recognisably an environment."""
    marks = (os.path.join(home, "pyvenv.cfg"), os.path.join(home, STAMP))
    kept = os.path.exists(home) and os.listdir(home) and not any(map(os.path.exists, marks))
    if kept or os.path.islink(home):
        raise OSError(f"{home} is there, but is not Gazette's to replace. Move it out of the way")


def make(home: str, locks: "list[str]") -> None:
    """A new environment; its stamp is written last, so that one half made shows."""
    name = os.path.basename(locks[-1])
    told = f"gazette: setting up .venv from {name}, once; this needs the network and some time ..."
    print(told, file=sys.stderr, flush=True)
    os.mkdir(home)
    with open(os.path.join(home, STAMP), "wb") as stamp:
        run(base_python(), "-m", "venv", "--without-pip", home)
        run(python_of(home), "-m", "ensurepip", "--default-pip")
        # Wheels only: to build from source is to run code that no hash vouches for.
        pip = "pip install --require-hashes --only-binary :all: --no-user --no-input --quiet"
        run(python_of(home), "-m", *pip.split(), "--disable-pip-version-check", "-r", locks[-1])
        stamp.write(b"".join(parts(locks)))


def base_python() -> str:
    """The Python that this one's environment, if any, was made from."""
    import shutil

    # Without a PATH, as under env -i, Python does not know where it is itself.
    known = getattr(sys, "_base_executable", None) or sys.executable
    return known or shutil.which(sys.orig_argv[0], path=os.defpath) or "python3"


def run(python: str, *words: str) -> None:
    """Run a step in silence, deaf to PYTHONPATH; OSError with what it said if it fails."""
    import subprocess

    done = subprocess.run(
        [python, "-I", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        close_fds=False,  # hands the lock on: while pip runs, it is held
    )
    if done.returncode:
        raise OSError(done.stdout.decode(errors="replace"))


def start_over(home: str) -> None:
    """The command that was typed, as it was typed, with the Python of `home`."""
    command = [python_of(home), *sys.orig_argv[1:]]
    os.environ[AGAIN] = sys.orig_argv[0]
    if sys.platform == "win32":
        import subprocess  # Windows' exec does not wait for the one it starts

        raise SystemExit(subprocess.call(command))
    sys.stdout.flush()
    os.execv(command[0], command)
