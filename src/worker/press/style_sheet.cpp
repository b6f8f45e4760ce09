#include "worker/press/style_sheet.hpp"

namespace aan::worker::press {

std::string_view style_sheet() {
  return R"(@namespace epub "http://www.idpf.org/2007/ops";

body { margin: 0 5%; font-family: serif; line-height: 1.45; orphans: 2; widows: 2; }

h1, h2 { font-weight: normal; line-height: 1.15; text-align: start; hyphens: none;
  break-after: avoid; page-break-after: avoid; }
h1 { font-size: 1.6em; margin: 18% 0 1.6em; }
h2 { font-size: 1.15em; font-style: italic; margin: 1.8em 0 0.7em; }

p { margin: 0; text-indent: 1.3em; hyphens: auto; }
h1 + p, h2 + p, hr + p, blockquote + p, ul + p, blockquote > p:first-child { text-indent: 0; }

blockquote { margin: 1em 1.6em; font-size: 0.96em; }
ul { margin: 0.9em 0; padding-inline-start: 1.3em; }
li { margin: 0.25em 0; }
hr { border: 0; border-top: 1px solid currentColor; width: 18%; margin: 1.6em auto; opacity: 0.5; }
strong { font-weight: bold; }
em { font-style: italic; }
em em { font-style: normal; }

section.titlepage { text-align: center; margin-top: 20%; }
section.titlepage h1 { font-size: 2em; margin: 0 0 0.4em; text-align: center; }
section.titlepage p { text-indent: 0; hyphens: none; margin: 0 0 0.6em; }
p.subtitle { font-style: italic; font-size: 1.15em; }
section.titlepage p.author { margin-top: 2.4em; font-variant: small-caps; letter-spacing: 0.05em; }
section.titlepage p.publisher { margin-top: 4em; }
section.titlepage p.rights { margin-top: 1.2em; font-size: 0.8em; }

section.cover { margin: 0; padding: 0; text-align: center; }
section.cover img { max-width: 100%; max-height: 100%; height: 95vh; }

nav ol { list-style: none; margin: 0; padding-inline-start: 0; }
nav ol ol { padding-inline-start: 1.3em; font-size: 0.95em; }
nav li { margin: 0.35em 0; }
nav a { text-decoration: none; color: inherit; }
)";
}

}  // namespace aan::worker::press
