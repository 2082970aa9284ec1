#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The version is the same wherever it stands, the tarball is the same wherever it
# is made, and recipes for packages are sound as far as their tools are here.
root=$(cd "${0%/*}/../.." && pwd)
. "${0%/*}/tap.sh"

version=$(sed -n 's/^VERSION *= *//p' "$root/Makefile")
result "$(echo "$version" | grep -Ecx '[0-9]+\.[0-9]+\.[0-9]+' | tr 01 10)" \
    'a semantic version'
is "$("$HIKU" --version | sed -n 's/^hiku \([0-9.]*\).*/\1/p;q')" "$version" hiku
is "$("$HIKU_INDEX" --version | sed -n 's/^hiku-index \([0-9.]*\).*/\1/p;q')" \
    "$version" hiku-index
is "$(sed -n 's/^## \([0-9.]*\).*/\1/p' "$root/CHANGELOG.md" | head -n 1)" \
    "$version" CHANGELOG.md
is "$(sed -n '1s/^hiku (\([0-9.]*\)-.*/\1/p' "$root/debian/changelog")" \
    "$version" debian/changelog
cd "$root/contrib/packaging" || exit 1
is "$(sed -n 's/^pkgver=//p' PKGBUILD APKBUILD | uniq)" "$version" \
    'PKGBUILD and APKBUILD'
is "$(sed -n 's/^Version: *//p' hiku.spec)" "$version" hiku.spec
is "$(sed -n 's/.*hiku-\([0-9.]*\)\.tar\.gz"/\1/p' hiku.rb)" "$version" hiku.rb
is "$(sed -n 's/^ *version = "\(.*\)";/\1/p' default.nix)" "$version" default.nix

bash -n PKGBUILD && sh -n APKBUILD
result $? 'shells read them'

# make reads what compilers wrote about headers (*.d); in a folder of packages
# there are folders of such names.
mkdir -p "$dir/built/deb/fish/vendor_completions.d" "$dir/built/other.d"
(cd "$root" && env -u MAKEFLAGS -u MAKELEVEL make B="$dir/built" help) >"$dir/out" 2>&1
result $? 'make after packages were built'

# On a system of two architectures a package can be there for both.
mkdir "$dir/bin"
cat >"$dir/bin/dpkg-query" <<'S'
#!/bin/sh
format=$(printf %s "$3" | sed 's/.{db:Status-Status}/installed/')
printf "$format$format"
S
printf '#!/bin/sh\nexit 1\n' >"$dir/bin/apt-get"
chmod 755 "$dir/bin/dpkg-query" "$dir/bin/apt-get"
status 0 'packages for two architectures' \
    env PATH="$dir/bin:$PATH" "$root/tools/install-packages" build run test
err '' 'none is installed again'

if command -v ruby >/dev/null; then
    is "$(ruby -c hiku.rb 2>&1)" 'Syntax OK' Ruby
fi
if command -v rpmspec >/dev/null; then
    status 0 rpmspec rpmspec --define "_topdir $dir" --parse hiku.spec
fi
if command -v shellcheck >/dev/null; then
    status 0 shellcheck shellcheck PKGBUILD APKBUILD "$root/tools/dist" \
        "$root/tools/build-deb" "$root/tools/check-deb" \
        "$root/debian/tests/ask" "$root/debian/tests/build"
fi
if command -v dpkg-parsechangelog >/dev/null; then
    is "$(dpkg-parsechangelog -l"$root/debian/changelog" -S Version 2>&1)" \
        "$version-1" dpkg-parsechangelog
fi

# Another clone, folder, umask and configuration give the same bytes.
cd "$dir" || exit 1
if git -C "$root" rev-parse HEAD >/dev/null 2>&1; then
    export GIT_CONFIG_GLOBAL="$dir/gitconfig" GIT_CONFIG_NOSYSTEM=1
    git config --global --add safe.directory '*'
    "$root/tools/dist" "$version" "$dir/one.tar.gz" 2>/dev/null
    git config --global tar.umask 0077
    git config --global core.autocrlf true
    mkdir elsewhere
    (
        umask 077
        git clone -qs --no-checkout "$root" elsewhere/clone
        mkdir elsewhere/clone/tools
        cp "$root/tools/dist" elsewhere/clone/tools
        TZ=Asia/Tokyo elsewhere/clone/tools/dist "$version" "$dir/two.tar.gz"
    ) 2>/dev/null
    is "$(sha256sum <two.tar.gz)" "$(sha256sum <one.tar.gz)" 'the same tarball'
    is "$(tar -tzf one.tar.gz | sed -n 's|/.*||;1p')" "hiku-$version" \
        'of one folder'
fi
finish
