#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Pictures and reports as their users meet them: what is drawn, what is said when it cannot be, and how it looks in a browser.
# ENTENTE=path/to/entente tests/plots.sh; default: build/entente.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/cli/lib.sh
. "$here/cli/lib.sh"
repository=$here/..

for needed in gnuplot fc-list python3; do
  command -v $needed >/dev/null || { echo "skipped: there is no $needed (Debian packages gnuplot-nox, fontconfig, python3)"; exit 0; }
done

# sheet NAMES...: a sheet with a column a name; later columns look further ahead.
sheet() {
  local i=0 names='' focus='' name
  for name in "$@"; do
    names+=",\"${name//\"/\"\"}\"" focus+=",0.$((10 + 7 * i++))"
  done
  printf 'parameter%s\ntitle,A comparison\nruns,2000\nmonths,60\ncurrency,thousand EUR\nlong_term_focus%s\n' "$names" "$focus"
}

one_picture_each() {
  sheet 'Quick wins' 'In between' 'Patient building' >three.csv
  works run three.csv --plots svg,png,pdf -o three
  check "the answer comes before the pictures" says 'pictures in report.html'
  local name
  for name in value trajectories survival endings distribution differences partners success payback; do
    check "$name.svg" grep -q '</svg>' "three/plots/$name.svg"
    check "$name.png" test -s "three/plots/$name.png"
    check "$name.pdf" test -s "three/plots/$name.pdf"
    check "$name.gp" test -s "three/plots/$name.gp"
    check "the report shows $name" grep -q "<section id=\"$name\"" three/report.html
  done
  check "no temporaries" no_temporaries three
  check "the report needs no network" not grep -qE '(src|href)="(https?:)?//' three/report.html
  check "and no script" not grep -qi '<script' three/report.html
}

# A script draws its picture without us; ours has a title and a description more.
scripts_run_alone() {
  mkdir alone && cp three/plots/survival.gp alone
  (cd alone && gnuplot -d survival.gp) >"$out" 2>"$err"
  check "gnuplot says nothing" silent
  check "survival.gp draws survival.svg" grep -q '</svg>' alone/survival.svg
}

drawn_again() {
  cp -r three again
  rm -r again/plots again/report.html
  works plot again
  check "the same bytes from the CSV files alone" diff -r three/plots again/plots --exclude '*.png' --exclude '*.pdf'
  check "the same report" cmp three/report.html again/report.html
  works plot again/ --format png -q
  check "pictures of a format already drawn stay" test -s again/plots/value.svg
  refuses 2 'give svg, png or pdf' plot again --format gif
  refuses 2 'give svg, png or pdf' plot again --format none
  refuses 3 'is missing' plot nowhere
  refuses 2 'plot needs one folder' plot
  env LC_ALL=de_DE.UTF-8 LANG=tr_TR.UTF-8 GNUTERM=dumb COLUMNS=7 "$program" plot again -q -j 1
  check "the same SVG in any locale, one at a time" diff -r three/plots again/plots --exclude '*.png' --exclude '*.pdf' --exclude '*.gp'
}

earlier_pictures() {
  sheet 'Alone' >single.csv
  cp -r three mixed
  works run single.csv --plots none -o mixed -f
  check "no picture of earlier results stays" is "$(find mixed/plots mixed/report.html -type f 2>/dev/null)" ''
}

without_gnuplot() {
  ENTENTE_GNUPLOT=$work/nothing entente run three.csv --plots svg -o bare
  check "results stay, status 4" is $status 4
  check "a sentence says what to do" complains 'results are written, pictures are not.*entente plot bare$'
  check "it is a sentence" is_sentence
  check "the results are whole" complete_folder bare
  check "the report has the tables instead" grep -q '<details open>' bare/report.html
  check "the answer was printed" says 'Joint net present value'
  ENTENTE_GNUPLOT=$here/fake_gnuplot/dies.sh entente plot bare
  check "a gnuplot that fails: status 4" is $status 4
  check "and how to go on" complains 'all results are written; make gnuplot work .*entente plot bare$'
  check "in a sentence" is_sentence
  mkdir empty_path
  PATH=$work/empty_path entente plot bare
  check "no gnuplot anywhere: status 4" is $status 4
  check "it names the packages" complains 'sudo apt-get install gnuplot-nox fonts-inter'
}

# What a sheet says is drawn and never run.
hostile_names() {
  # shellcheck disable=SC2016  # nothing is to be expanded
  sheet '`touch ran`' '"; system("touch ran") #' '<script>alert(1)</script>' "it's \$(touch ran) {/Bold x}_y^z" >hostile.csv
  works run hostile.csv --plots svg,png -o hostile
  check "nothing was run" not test -e ran
  check "the name stands in the report as text" grep -q '&lt;script&gt;alert(1)&lt;/script&gt;' hostile/report.html
  check "and not as a script" not grep -qi '<script' hostile/report.html
  check "nor in a picture" not grep -rqi '<script' hostile/plots --include '*.svg'
}

in_the_terminal() {
  works plot three --terminal
  check "the finding stands above" says 'Patient building'
  check "no line is wider than 80 columns" is "$(awk '{ gsub(/[^ -~]/, ""); if (length > 100) print }' "$out")" ''
  check "without colours when piped" not grep -q $'\033' "$out"
  works plot three --terminal --chart survival
  refuses 2 "Did you mean 'survival'" plot three --terminal --chart survivall
  refuses 2 "no form in characters" plot three --terminal --chart endings
  works plot three --sixel --chart survival
  check "sixels" grep -q $'\033P' "$out"
}

# From one scenario to six, where nothing differs, with a horizon of one month, and long names: all of it in Chromium.
in_a_browser() {
  sheet 'Quick wins' 'Patient building' >two.csv
  sheet 'Quick wins' 'A second plan with quite a long name, as people write them' 'Third' 'Fourth plan' 'Fifth' 'Patient building' >six.csv
  printf 'parameter,As it is,The same under another name\nruns,500\n' >same.csv
  printf 'parameter,One month\nruns,300\nmonths,1\n' >month.csv
  local name reports=(three/report.html hostile/report.html bare/report.html)
  for name in single two six same month; do
    works run $name.csv --plots svg -o "shown_$name"
    reports+=("shown_$name/report.html")
  done
  check "a scenario alone shows all it assumes" grep -q '<details open><summary>All assumptions' shown_single/report.html
  check "nothing differs is said" grep -qi 'no clear difference' shown_same/report.html
  # Long names, ranges of many digits, more unknowns than the pairs hold.
  printf 'outcome,value,sd\nsuccess_080,0.5,0.05\n' >targets.csv
  works calibrate month.csv -m 36 --targets targets.csv --fit relationship_management --fit exit0 --fit align_drift --fit resource_commitment \
    --fit value_scale --fit luck_sd --method abc --points 60 -n 256 -q -o points
  works calibrate month.csv -m 36 --targets targets.csv --fit relationship_management --starts 1 -n 256 -q -o best
  works validate -n 2000 -q -o facts
  reports+=(points/report.html best/report.html facts/validation.html)
  if ! command -v chromedriver >/dev/null; then
    skip "the reports in a browser: there is no chromedriver (Debian package chromium-driver)"
    return
  fi
  python3 "$repository/tests/browser.py" "${reports[@]}" >"$out" 2>"$err"
  status=$?
  check "no fault in a browser, from 360 to 1280 px" is $status 0
}

one_picture_each
scripts_run_alone
drawn_again
earlier_pictures
without_gnuplot
hostile_names
in_the_terminal
in_a_browser
conclude
