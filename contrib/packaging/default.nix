# SPDX-License-Identifier: GPL-2.0-or-later
#
# Nix: `nix-build contrib/packaging`. Read by Nix, not built.
{ pkgs ? import <nixpkgs> { } }:

pkgs.stdenv.mkDerivation {
  pname = "hiku";
  version = "0.1.0";
  src = ../..;

  nativeBuildInputs = with pkgs; [ pkg-config gettext mecab makeWrapper ];
  buildInputs = with pkgs; [
    xapian
    mecab
    utf8proc
    xxHash
    yajl
    zstd
    libdeflate
    libarchive
    libmicrohttpd
    poppler
    md4c
    expat
    chmlib
  ];

  makeFlags = [ "SHARED=1" "PREFIX=$(out)" ];
  # The dictionary is where no distribution has it, and two libraries are
  # opened at run time.
  postInstall = ''
    for program in hiku hiku-index; do
      wrapProgram $out/bin/$program \
        --set-default HIKU_DICDIR ${pkgs.mecab}/lib/mecab/dic/ipadic \
        --prefix LD_LIBRARY_PATH : ${pkgs.lib.makeLibraryPath [ pkgs.libarchive pkgs.poppler pkgs.ncurses ]}
    done
  '';

  meta = with pkgs.lib; {
    description = "Full-text search for Japanese articles in the shell";
    license = licenses.gpl2Plus;
    platforms = platforms.linux;
    mainProgram = "hiku";
  };
}
