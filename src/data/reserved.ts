/**
 * Words that can't name a project, by what they are; dashes stand for underscores too. Where from: `keyword.kwlist`, `softkwlist` and
 * `sys.stdlib_module_names` of Python 3.11 to 3.14, `builtinModules` of Node 20 to 24, the reserved words of PostgreSQL's
 * `pg_get_keywords()` up to 17, and the packages that the templates depend on (a test holds this list to them).
 */
export const RESERVED: readonly { readonly what: string; readonly words: string }[] = [
  {
    what: 'a Python keyword',
    words: `
      and as assert async await break case class continue def del elif else except false finally for from global
      if import in is lambda match none nonlocal not or pass raise return true try type while with yield`,
  },
  {
    what: 'a reserved word of SQL',
    words: `
      all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate
      collation column concurrently constraint create cross current-catalog current-date current-role
      current-schema current-time current-timestamp current-user default deferrable desc distinct do else end
      except false fetch for foreign freeze from full grant group having ilike in initially inner intersect into
      is isnull join lateral leading left like limit localtime localtimestamp natural not notnull null offset on
      only or order outer overlaps placing primary references returning right select session-user similar some
      symmetric system-user table tablesample then to trailing true union unique user using variadic verbose
      when where window with`,
  },
  {
    what: "a module of Python's standard library",
    words: `
      abc aifc annotationlib antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb
      binascii bisect builtins bz2 calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys
      compileall compression concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses
      dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno
      faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass
      gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect
      io ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox mailcap marshal math
      mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path numbers
      opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform plistlib
      poplib posix posixpath pprint profile pstats pty pwd py-compile pyclbr pydoc pydoc-data pyexpat queue
      quopri random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex
      shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre-compile sre-constants
      sre-parse ssl stat statistics string stringprep struct subprocess sunau symtable sys sysconfig syslog
      tabnanny tarfile telnetlib tempfile termios textwrap this threading time timeit tkinter token tokenize
      tomllib trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib uu uuid
      venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport
      zlib zoneinfo`,
  },
  {
    what: 'a module of Node.js',
    words: `
      assert async-hooks buffer child-process cluster console constants crypto dgram diagnostics-channel dns
      domain events fs http http2 https inspector module net os path perf-hooks process punycode querystring
      quic readline repl sea sqlite stream string-decoder sys test timers tls trace-events tty url util v8 vm
      wasi worker-threads zlib`,
  },
  {
    what: 'the name of a package or program that projects are built with',
    words: `
      aiosqlite ajv alembic angular ansible anyio apiflask argon2 argon2-cffi astro asyncpg attr attrs axe-core axios
      black bun celery certifi click commander coverage cypress deno django django-axes django-cors-headers
      django-environ django-ninja django-stubs django-stubs-ext docker dotenv drizzle eslint eslint-config-prettier
      express fastapi fastapi-swagger fastify fastify-plugin flake8 flask flask-cors flask-migrate flask-sqlalchemy flask-swagger-ui
      git globals greenlet gunicorn h11 handlebars happy-dom helm helmet httpcore httptools httpx httpx2 huey
      hypercorn idna isort jest jinja jinja2 js-beautify jsx jwt kafka knex kubectl kubernetes kysely libsql limits
      mako markupsafe marshmallow mypy next nextjs nginx ninja node nodejs npm npx numpy nuxt onnxruntime
      openapi-fetch openapi-typescript packaging pandas pg pinia pino pip playwright pluggy pnpm poetry postgres
      postgresql preact prettier prettier-plugin-svelte prisma procrastinate prom-client prometheus-client psycopg
      psycopg2 pydantic pydantic-core pydantic-settings pygments pyjwt pytest pytest-cov pytest-django python react
      react-dom redis regexparam requests rolldown rollup ruff setuptools six sniffio solid sqlalchemy starlette structlog svelte
      svelte-check svelte-eslint-parser swagger-ui swc tailwind tailwindcss tensorflow terraform torch ts tsx typebox
      types-gunicorn typescript typescript-eslint typing-extensions undici uv uvicorn uvloop vite vitest vue
      vue-eslint-parser vue-router vue-tsc watchfiles webpack websockets werkzeug wheel whitenoise yaml yarn zod`,
  },
  {
    what: 'the name of a folder or file of the project itself',
    words: `
      app config manage migrations pyproject tests venv`,
  },
  {
    what: 'a device name on Windows',
    words: `
      aux clock com0 com1 com2 com3 com4 com5 com6 com7 com8 com9 con lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7
      lpt8 lpt9 nul prn`,
  },
  {
    what: 'a name that Docker, Kubernetes, npm, PostgreSQL or the operating system keeps for itself',
    words: `
      default favicon-ico information-schema latest localdomain localhost node-modules public root scratch template0 template1`,
  },
];

/** Beginnings that are kept by others. */
export const RESERVED_PREFIXES: readonly { readonly prefix: string; readonly owner: string }[] = [
  { prefix: 'eslint-plugin-', owner: 'ESLint' },
  { prefix: 'kube-', owner: 'Kubernetes' },
  { prefix: 'pg-', owner: 'PostgreSQL' },
];
