"""Read by every Python that starts with this folder on its path, so by a notebook's kernel as well.

COURSE_GUARD names a file: from then on no connection and no name look-up may leave this machine, and each attempt is
refused and written there (a lesson that swallows the refusal is found out all the same).
COURSE_CLOCK is a number of days by which Python's clock goes ahead. C code that reads the clock itself, such as
numpy.datetime64("now"), does not notice.
"""

import ipaddress
import os
import socket
import sys
import time
from pathlib import Path

LOOK_UPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
SENDINGS = ("socket.connect", "socket.sendto", "socket.sendmsg")


def stays_here(host):
    """Whether an address or name means this machine; nothing and the wildcard do."""
    host = host.decode() if isinstance(host, bytes) else host
    if host in (None, "", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(str(host).split("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def refuse_to_leave(log):
    """From now on an attempt to reach another machine fails at once. An audit hook cannot be taken away again."""
    own_name = socket.gethostname()  # Jupyter looks its own machine up

    def listen(event, arguments):
        if event in SENDINGS:
            sock, address = arguments[:2]
            if sock.family not in (socket.AF_INET, socket.AF_INET6) or address is None or stays_here(address[0]):
                return
            wanted = address[0]
        elif event in LOOK_UPS:
            wanted = arguments[0]
            if wanted == own_name or stays_here(wanted):
                return
        else:
            return
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(f"{event} {wanted}\n")
        raise ConnectionRefusedError(f"a lesson must run without a network, and this one wanted to reach {wanted}")

    sys.addaudithook(listen)


def with_our_now(real):
    return lambda secs=None: real(time.time() if secs is None else secs)


def put_the_clock_ahead(days):
    """Let time and datetime answer as they will in `days` days. Works since nobody has imported datetime yet."""
    import datetime

    seconds = days * 86400
    real_time, real_time_ns, real_date, real_datetime = time.time, time.time_ns, datetime.date, datetime.datetime
    time.time = lambda: real_time() + seconds
    time.time_ns = lambda: real_time_ns() + seconds * 10**9
    for name in ("localtime", "gmtime", "ctime"):
        setattr(time, name, with_our_now(getattr(time, name)))
    real_strftime, real_asctime = time.strftime, time.asctime
    time.strftime = lambda form, moment=None: real_strftime(form, moment or time.localtime())
    time.asctime = lambda moment=None: real_asctime(moment or time.localtime())

    class AlsoTheReal(type):
        """Dates that C code makes are of the real class; isinstance must know them."""

        def __instancecheck__(cls, thing):
            return isinstance(thing, cls.__base__)

        def __subclasscheck__(cls, kind):
            return issubclass(kind, cls.__base__)

    class Date(real_date, metaclass=AlsoTheReal):
        @classmethod
        def today(cls):
            return cls.fromtimestamp(time.time())

        def __repr__(self):
            return f"datetime.{super().__repr__()}"

    class DateTime(real_datetime, metaclass=AlsoTheReal):
        @classmethod
        def now(cls, tz=None):
            return cls.fromtimestamp(time.time(), tz)

        @classmethod
        def today(cls):
            return cls.fromtimestamp(time.time())

        @classmethod
        def utcnow(cls):
            return cls.fromtimestamp(time.time(), datetime.UTC).replace(tzinfo=None)

        def __repr__(self):
            return f"datetime.{super().__repr__()}"

    for kind, name in ((Date, "date"), (DateTime, "datetime")):
        kind.__name__ = kind.__qualname__ = name
        kind.__module__ = "datetime"
        setattr(datetime, name, kind)


if os.environ.get("COURSE_CLOCK"):
    put_the_clock_ahead(int(os.environ["COURSE_CLOCK"]))
if os.environ.get("COURSE_GUARD"):
    refuse_to_leave(os.environ["COURSE_GUARD"])
    # jsonschema can do without; building its grammar costs every process that reads a notebook 1.5 seconds.
    sys.modules["rfc3987_syntax"] = None
