# SPDX-License-Identifier: GPL-2.0-or-later
#
# A collection and questions of all kinds to it, for the tests that several
# indexes answer like one. Sourced before tap.sh, from the same folder.
corpus=$(cd "${0%/*}/../../corpus" && pwd)

# collect DIR: articles of corpus/ and many made ones, some of them equal, so
# that they tie
collect() {
    mkdir -p "$1"
    cp "$corpus"/*.md "$corpus"/*.txt "$corpus"/*.jsonl "$1"
    python3 - "$1/made.jsonl" "$1" <<'END'
import json, random, sys
draw = random.Random(5)
who = ["灯台守", "渡し守", "郵便屋", "図書館の人", "船大工", "コンピュータ", "バイオリン弾き"]
where = ["岬の先", "川の土手", "東京都の外れ", "京都の町", "北海道大学", "関西国際空港"]
what = ["雪を眺める", "手紙を書き直す", "引っ越しの荷を解く", "Linux カーネルを調べる", "味噌汁を温める", "時々昼寝をする"]
with open(sys.argv[1], "w", encoding="utf-8") as out:
    for i in range(260):
        a = {"id": "made-%d" % i, "title": draw.choice(who) + "の話",
             "date": "2024-%02d-%02d" % (1 + i % 12, 1 + i % 28),
             "tags": ["冬"] if i % 3 == 0 else ["夏"]}
        lines = [draw.choice(where) + "で" + draw.choice(who) + "が" + draw.choice(what) + "。"
                 for _ in range(draw.randint(1, 40))]
        a["text"] = "".join(lines) if i % 5 else "岬の先で渡し守が雪を眺める。"
        out.write(json.dumps(a, ensure_ascii=False) + "\n")
for i in range(12):
    with open("%s/note-%d.txt" % (sys.argv[2], i), "w", encoding="utf-8") as out:
        out.write("覚え書き%d\n\n%sで%s。\n" % (i, where[i % 6], what[i % 6]))
END
    touch -d 2024-05-06 "$1"/*
}

# answers FILE LOCATION...: write into FILE what the indexes answer to everything
answers() {
    to=$1
    shift
    for place; do
        set -- "$@" --db "$place"
        shift
    done
    while IFS= read -r ask; do
        echo "? $ask"
        # The words of each line are options and a query.
        eval "\"\$HIKU\" \"\$@\" $ask"
        echo "status $?"
    done >"$to" 2>&1 <<'END'
--json 雪
--json 灯台守
--json 渡し守が雪を眺める
--json 図書館で手紙を書くのは誰ですか
--json '引越'
--json 'コンピューター ヴァイオリン'
--json 国際空港
--json '東京都 -雪'
--json '+昼寝 味噌汁'
--json '雪 OR 昼寝'
--json '(雪 OR 昼寝) 土手'
--json '"川の土手で"'
--json '土手 -"手紙を書き直す"'
--json '土手で「手紙を書き直す」人'
--json 'Linu*'
--json '図書* 手紙*'
--json 'title:船大工'
--json 'title:船大工 空港'
--json 'tag:冬 手紙'
--json 'type:markdown の'
--json 'date:2024-02..2024-03 雪'
--json --all '雪 手紙 昼寝'
--json --all '覚え書き 雪 空港'
--json --max-per-article 0 --limit 30 土手
--json --max-per-article 1 --limit 30 土手
--json --limit 7 --offset 40 土手
--json --limit 300 雪
--json --offset 300 の
--json --explain 'バイオリン弾きの引っ越し'
--json --since 2024-11 手紙
--json 存在しない言葉の羅列ぬめもよ
--json '、。'
--json 昼寝をするコンピュータの話
--path "$dir/in" -l 味噌汁
--count 土手
--count '"川の土手で"'
--count '京都 -雪'
--count 'tag:夏'
-l --limit 40 覚え書き
--json 'date:春'
END
}

# same_answers FILE NAME: those in FILE are those of one index, in answers.one
same_answers() {
    if cmp -s answers.one "$1"; then
        result 0 "$2"
    else
        result 1 "$2"
        diff answers.one "$1" | cut -c1-300 | sed 's/^/# /' | sed 20q
    fi
}
