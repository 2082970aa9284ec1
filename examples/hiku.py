# SPDX-License-Identifier: GPL-2.0-or-later
"""libhiku by ctypes. python3 hiku.py QUERY [INDEX]: score, id, what matched"""
import ctypes as c
import sys

TITLE, PASSAGE = 3, 4  # of enum hiku_hit_text; 0 is the id


class Text(c.Structure):
    _fields_ = [("data", c.c_void_p), ("len", c.c_size_t)]

    def __bytes__(self):
        return c.string_at(self.data, self.len) if self.data else b""


class Range(c.Structure):
    _fields_ = [("begin", c.c_size_t), ("end", c.c_size_t)]


class Error(c.Structure):
    _fields_ = [("status", c.c_int), ("message", c.c_char * 1024)]


lib = c.CDLL("libhiku.so.1")
lib.hiku_hit_text.restype, lib.hiku_hit_mark.restype = Text, Range
lib.hiku_hit_score.restype = c.c_double
lib.hiku_answer_hits.restype = lib.hiku_hit_marks.restype = c.c_size_t


def make(function, *arguments):
    """What a function gives first, or an exception."""
    out, why = c.c_void_p(), Error()
    if function(c.byref(out), *arguments, c.byref(why)):
        raise RuntimeError(why.message.decode())
    return out


def search(query, *places):
    """Yield the score, the id and the marked texts of each hit."""
    names, asked = (c.c_char_p * len(places))(*map(str.encode, places)), query.encode()
    index = make(lib.hiku_open, names, c.c_size_t(len(places)), None)
    answer = make(lib.hiku_search, index, asked, c.c_size_t(len(asked)), None)
    for i in map(c.c_size_t, range(lib.hiku_answer_hits(answer))):
        text = bytes(lib.hiku_hit_text(answer, i, PASSAGE))
        marks = (lib.hiku_hit_mark(answer, i, PASSAGE, c.c_size_t(k))
                 for k in range(lib.hiku_hit_marks(answer, i, PASSAGE)))
        yield (lib.hiku_hit_score(answer, i), bytes(lib.hiku_hit_text(answer, i, 0)),
               [text[m.begin:m.end].decode() for m in marks])
    lib.hiku_answer_free(answer)
    lib.hiku_close(index)


if __name__ == "__main__":
    for score, name, marked in search(*sys.argv[1:]):
        print(f"{score:.2f} {name.decode(errors='replace')!r} {' '.join(marked)}")
