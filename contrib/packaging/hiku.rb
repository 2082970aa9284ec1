# SPDX-License-Identifier: GPL-2.0-or-later
#
# Homebrew on Linux. Not built yet. The linker's flags in the Makefile, and the
# names of the library, are those of ELF, so macOS needs changes there first.
class Hiku < Formula
  desc "Full-text search for Japanese articles in the shell"
  homepage "RELEASE-URL"
  url "RELEASE-URL/hiku-0.1.0.tar.gz"
  sha256 "CHECKSUM"
  license "GPL-2.0-or-later"

  depends_on "gettext" => :build
  depends_on "make" => :build
  depends_on "pkgconf" => :build
  depends_on "expat"
  depends_on "libarchive"
  depends_on "libdeflate"
  depends_on "libmicrohttpd"
  depends_on :linux
  depends_on "md4c"
  depends_on "mecab"
  depends_on "mecab-ipadic"
  depends_on "ncurses"
  depends_on "poppler"
  depends_on "utf8proc"
  depends_on "xapian"
  depends_on "xxhash"
  depends_on "yajl"
  depends_on "zstd"

  def install
    system "gmake", "SHARED=1", "PREFIX=#{prefix}", "install"
  end

  test do
    (testpath/"in/minato.txt").write "朝の港に漁船が並ぶ。\n"
    ENV["HIKU_DB"] = testpath/"db"
    system bin/"hiku-index", "add", "-q", "in"
    assert_match "minato.txt", shell_output("#{bin}/hiku 漁船")
  end
end
