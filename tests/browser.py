#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Open reports in headless Chromium as readers would, and say what they would complain of.

browser.py REPORT.html...        exit status 1 and a line for each fault
browser.py --pdf A4|Letter REPORT.html OUT.pdf    the report as it is printed
browser.py --png WIDTH REPORT.html OUT.png [dark]  a picture of the whole page

Faults: a message on the console, a page wider than the screen, an error of the network, words of a picture that are cut off, lie over
each other or are too small to read, an id that occurs twice, a heading out of order, a picture without a name.
"""
import base64
import json
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

WIDTHS = (360, 768, 1280)
FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--force-device-scale-factor=1"]

FAULTS = r"""
const faults = [], visible = e => e.getClientRects().length > 0 && e.getBoundingClientRect().width > 0;
const root = document.documentElement;
if (root.scrollWidth > root.clientWidth) faults.push(`the page is ${root.scrollWidth} px wide on a screen of ${root.clientWidth}`);
const ids = new Map();
for (const e of document.querySelectorAll('[id]')) ids.set(e.id, (ids.get(e.id) || 0) + 1);
for (const [id, n] of ids) if (n > 1) faults.push(`id ${id} occurs ${n} times`);
let level = 0;
for (const h of document.querySelectorAll('h1,h2,h3,h4')) {
  const now = +h.tagName[1];
  if (now > level + 1) faults.push(`heading ${h.tagName} "${h.textContent}" comes after level ${level}`);
  level = now;
}
if (document.querySelectorAll('h1').length !== 1) faults.push('there is not one h1');
for (const svg of document.querySelectorAll('svg')) {
  if (!svg.querySelector('title') || !svg.querySelector('title').textContent.trim()) faults.push('a picture has no name');
  if (!visible(svg)) continue;
  const where = svg.closest('section') ? svg.closest('section').id : '?';
  const page = svg.getBoundingClientRect();
  const boxes = [];
  for (const text of svg.querySelectorAll('text')) {
    const words = text.textContent.trim();
    if (!words) continue;
    const box = text.getBoundingClientRect(), size = parseFloat(getComputedStyle(text).fontSize) * page.width / svg.viewBox.baseVal.width;
    if (size < SMALLEST) faults.push(`${where}: "${words}" is ${size.toFixed(1)} px small`);
    if (box.left < page.left - 1 || box.right > page.right + 1 || box.top < page.top - 2 || box.bottom > page.bottom + 2)
      faults.push(`${where}: "${words}" is cut off at the edge`);
    boxes.push([box, words]);
  }
  for (let i = 0; i < boxes.length; i++)
    for (let j = 0; j < i; j++) {
      const [a, p] = boxes[i], [b, q] = boxes[j];
      const w = Math.min(a.right, b.right) - Math.max(a.left, b.left), h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (w > -1 && h > 0.35 * Math.min(a.height, b.height)) faults.push(`${where}: "${p}" lies over "${q}"`);
    }
}
return faults;
"""


class Browser:
    """A session of Chromium, driven through chromedriver (W3C WebDriver)."""

    def __init__(self, width, dark=False):
        self.home = tempfile.TemporaryDirectory()
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.driver.stdout:
            if "started successfully on port" in line:
                self.url = "http://127.0.0.1:" + line.rstrip().rstrip(".").split()[-1]
                break
        flags = FLAGS + [f"--user-data-dir={self.home.name}"] + (["--force-dark-mode", "--blink-settings=preferredColorScheme=0"] if dark else [])
        options = {"args": flags, "mobileEmulation": {"deviceMetrics": {"width": width, "height": 900, "pixelRatio": 1.0, "mobile": False,
                                                                        "touch": False}}}
        wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        answer = self.call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.url += "/session/" + answer["sessionId"]

    def call(self, method, path, body=None):
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.url + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as reply:
                return json.load(reply)["value"]
        except urllib.error.HTTPError as error:
            raise SystemExit(f"chromedriver: {json.load(error)['value']['message']}") from error

    def open(self, path):
        self.call("POST", "/url", {"url": pathlib.Path(path).resolve().as_uri()})

    def run(self, script):
        return self.call("POST", "/execute/sync", {"script": script, "args": []})

    def console(self):
        return [entry["message"] for entry in self.call("POST", "/se/log", {"type": "browser"})]

    def close(self):
        try:
            self.call("DELETE", "")
        finally:
            self.driver.terminate()
            self.driver.wait()
            for _ in range(20):  # Chromium's last helpers still write into its home
                try:
                    self.home.cleanup()
                    return
                except OSError:
                    time.sleep(0.1)


def check(reports):
    faults = 0
    for width in WIDTHS:
        browser = Browser(width)
        for report in reports:
            browser.open(report)
            script = FAULTS.replace("SMALLEST", "10.5")
            for fault in browser.console() + browser.run(script):
                print(f"{report} at {width} px: {fault}")
                faults += 1
        browser.close()
    return faults


def pdf(paper, report, out):
    size = {"A4": {"width": 21.0, "height": 29.7}, "Letter": {"width": 21.59, "height": 27.94}}[paper]
    browser = Browser(1280)
    browser.open(report)
    printed = browser.call("POST", "/print", {"page": size, "margin": {"top": 1.6, "bottom": 1.6, "left": 1.5, "right": 1.5}, "background": False})
    pathlib.Path(out).write_bytes(base64.b64decode(printed))
    browser.close()


def png(width, report, out, dark):
    browser = Browser(width, dark)
    browser.open(report)
    shot = browser.call("POST", "/goog/cdp/execute", {"cmd": "Page.captureScreenshot", "params": {"captureBeyondViewport": True}})
    pathlib.Path(out).write_bytes(base64.b64decode(shot["data"]))
    browser.close()


def main(words):
    if words[:1] == ["--pdf"]:
        return pdf(*words[1:4])
    if words[:1] == ["--png"]:
        return png(int(words[1]), words[2], words[3], words[4:] == ["dark"])
    return sys.exit(1 if check(words) else 0)


main(sys.argv[1:])
