# SPDX-License-Identifier: GPL-2.0-or-later
"""serve.py WHERE INDEX WORD: is a server of `hiku serve` what it promises to be?

WHERE is 127.0.0.1:PORT, or the path of a socket. Prints a line for each check:
0 or 1 (it fails), a blank and its name; below a failure what came instead."""
import json
import os
import socket
import sys


def quote(text):
    return ''.join('%%%02X' % byte for byte in text.encode())


WHERE, WORD = sys.argv[1], quote(sys.argv[2])


def connect():
    if '/' in WHERE:
        s = socket.socket(socket.AF_UNIX)
        s.connect(WHERE)
    else:
        host, port = WHERE.rsplit(':', 1)
        s = socket.create_connection((host, int(port)))
    s.settimeout(int(os.environ['HANGS']))
    return s


def read_all(s):
    pieces = []
    try:
        while True:
            piece = s.recv(65536)
            if not piece:
                break
            pieces.append(piece)
    except ConnectionError:
        pass
    return b''.join(pieces)


def send(raw):
    """the whole answer to the bytes of a request, until it is closed"""
    with connect() as s:
        try:
            s.sendall(raw)
        except ConnectionError:
            pass
        return read_all(s)


def ask(target, method='GET', **headers):
    """(status, headers, body)"""
    sent = {'Host': 'localhost', 'Connection': 'close'}
    sent.update({k.replace('_', '-'): v for k, v in headers.items()})
    raw = '%s %s HTTP/1.1\r\n' % (method, target)
    raw += ''.join('%s: %s\r\n' % h for h in sent.items() if h[1] is not None)
    head, _, body = send((raw + '\r\n').encode()).partition(b'\r\n\r\n')
    lines = head.decode('latin-1').split('\r\n')
    found = {}
    for line in lines[1:]:
        name, _, value = line.partition(': ')
        found[name] = '%s; %s' % (found[name], value) if name in found else value
    status = int(lines[0].split()[1]) if lines[0].startswith('HTTP/') else 0
    return status, found, body


def check(held, name, got=''):
    print(0 if held else 1, name)
    if not held:
        print('#', repr(got)[:500])


def refused(status, name, target=None, **rest):
    got = ask(target or SEARCH, **rest)
    held = got[0] == status and WORD_TEXT not in got[2]
    try:
        held = held and list(json.loads(got[2])) == ['error']
    except ValueError:
        held = held and not (target or SEARCH).startswith('/api/')
    check(held, name, got)


SEARCH = '/api/v1/search?q=' + WORD
WORD_TEXT = b'"hits"'
WORD_UTF8 = sys.argv[2].encode()

status, headers, body = ask(SEARCH)
answer = json.loads(body)
check(status == 200 and answer['hits'], 'a search', body)
check(headers.get('Content-Type') == 'application/json', 'is JSON', headers)
for name, value in (('Cache-Control', 'no-store'),
                    ('X-Content-Type-Options', 'nosniff'),
                    ('Cross-Origin-Resource-Policy', 'same-origin'),
                    ('Referrer-Policy', 'no-referrer'),
                    ('X-Frame-Options', 'DENY')):
    check(headers.get(name) == value, '%s: %s' % (name, value), headers)
check("default-src 'none'" in headers.get('Content-Security-Policy', ''),
      'a policy', headers)
check(not any(name.startswith('Access-Control') for name in headers),
      'and no other origin is let in', headers)
got = ask(SEARCH, 'HEAD')
check(got[0] == 200 and not got[2] and
      got[1].get('Content-Length') == str(len(body)), 'HEAD has no body', got)

hit = answer['hits'][0]
ident = quote(hit['article']['id'])
shown = json.loads(ask('/api/v1/show?id=%s&q=%s' % (ident, WORD))[2])
check(shown['hits'][0]['passage']['number'] == 1 and
      shown['passages'] == len(shown['hits']), 'an article', shown)
check(json.loads(ask('/api/v1/show?id=%s&offset=%d' % (
    ident, shown['passages']))[2])['hits'] == [], 'from an offset on')
got = ask('/api/v1/show?id=%2Fno%2Fsuch')
check(got[0] == 404 and b'"error"' in got[2], 'one that there is not', got)
got = ask('/api/v1/complete?q=' + WORD)
check(json.loads(got[2])['words'][0]['passages'] > 0, 'completion', got)
got = ask('/api/v1/facets?by=folder&q=' + WORD)
check(json.loads(got[2])['facets'][0]['articles'] > 0, 'facets', got)

# ---- The page ----
status, headers, page = ask('/')
check(status == 200 and headers.get('Content-Type') ==
      'text/html; charset=utf-8' and b'<form' in page, 'a page', page)
policy = headers.get('Content-Security-Policy', '')
check("default-src 'none'" in policy and "script-src 'sha256-" in policy and
      "frame-ancestors 'none'" in policy and 'unsafe' not in policy and
      'http' not in policy,
      'runs only what it brings', policy)
check(b'<mark' in ask('/?q=' + WORD)[2], 'with an answer')
got = ask('/?part=answer&q=' + WORD)[2]
check(got.startswith(b'<div id="answer"') and b'<form' not in got,
      'and the answer alone', got)
check(WORD_UTF8 in ask('/show?id=' + ident)[2], 'an article')
check(ask('/show?id=%2Fno%2Fsuch')[0] == 404, 'or none')
got = ask('/?q=' + quote('"><script>alert(1)</script>'))[2]
check(b'<script>alert' not in got, 'what is asked is no tag', got)

# ---- Who may ask ----
refused(421, 'a name that was made to point here (DNS rebinding)',
        Host='evil.example')
refused(421, 'one that only begins like ours', Host='localhost.evil.example')
refused(403, 'a page of another origin', Origin='http://evil.example')
refused(403, 'one of another port', Origin='http://localhost:1')
refused(403, 'one without an origin', Origin='null')
refused(403, 'a script of another site', Sec_Fetch_Site='cross-site',
        Sec_Fetch_Mode='no-cors')
check(ask(SEARCH, Origin='http://localhost')[0] == 200, 'its own page may')
check(ask(SEARCH, Sec_Fetch_Site='cross-site',
          Sec_Fetch_Mode='navigate')[0] == 200, 'and who follows a link')
got = send(('GET %s HTTP/1.1\r\n\r\n' % SEARCH).encode())
check(b' 400 ' in got.split(b'\r\n')[0] and WORD_TEXT not in got, 'no host', got)
got = send(('GET %s HTTP/1.0\r\n\r\n' % SEARCH).encode())
check(b' 400 ' in got.split(b'\r\n')[0] and WORD_TEXT not in got,
      'nor in HTTP/1.0', got)
got = send(('GET %s HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n'
            'Connection: close\r\n\r\n' % SEARCH).encode())
check(b' 400 ' in got.split(b'\r\n')[0] and WORD_TEXT not in got,
      'two hosts', got)

# ---- What may be asked ----
for method in ('POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'CONNECT'):
    got = ask(SEARCH, method)
    check(got[0] == 405 and got[1].get('Allow') == 'GET, HEAD', method, got)
refused(413, 'a body', Content_Length='5')
refused(413, 'one in pieces', Transfer_Encoding='chunked')
for path in ('/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/etc/passwd',
             '/api/v1/../../../etc/passwd', '//etc/passwd', '/.git/config'):
    got = ask(path)
    check(got[0] == 404 and b'root:' not in got[2], 'no path: ' + path, got)
refused(400, 'a parameter that there is not', SEARCH + '&file=/etc/passwd')
refused(400, 'one that is no number', SEARCH + '&limit=many')
refused(400, 'bytes that are no UTF-8', '/api/v1/search?q=%FF')
refused(400, 'a date that is none', SEARCH + '&since=never')
refused(414, 'a query that is too long', '/api/v1/search?q=' + 'a' * 5000)
got = send(b'GET /' + b'a' * 100000 + b' HTTP/1.1\r\nHost: localhost\r\n\r\n')
check(not got or got.startswith(b'HTTP/1.1 4'), 'a target of 100,000 bytes',
      got)
got = send(('GET %s HTTP/1.1\r\nHost: localhost\r\n' % SEARCH).encode() +
           b''.join(b'X-%d: y\r\n' % i for i in range(20000)) + b'\r\n')
check(not got or got.startswith(b'HTTP/1.1 4'), '20,000 headers', got)
for name, raw in (('no HTTP', b'\x16\x03\x01\x02\x00\x01\x00\r\n\r\n'),
                  ('zeros', bytes(5000)),
                  ('a line without an end', b'GET ' * 20000),
                  ('a target with escapes',
                   b'GET /\x1b[31m HTTP/1.1\r\nHost: localhost\r\n'
                   b'Connection: close\r\n\r\n')):
    with connect() as s:
        try:
            s.sendall(raw)
            s.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        got = read_all(s)
    check(not got or got.startswith(b'HTTP/1.'), name, got)

# ---- One connection for many ----
with connect() as s:
    raw = 'GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n' % '/api/v1/search?q=x'
    s.sendall(raw.encode() * 20 + raw.replace(
        '\r\n\r\n', '\r\nConnection: close\r\n\r\n').encode())
    got = read_all(s)
check(got.count(b'HTTP/1.1 200 OK') == 21, '21 requests at once', got[:200])
check(ask(SEARCH)[2] == body, 'and all is as before')
