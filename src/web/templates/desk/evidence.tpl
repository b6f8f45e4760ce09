<!DOCTYPE html>
<html lang="{{LANG}}" dir="{{DIR}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<title>{{TITLE}}</title>
{{STYLE_HTML:none}}
</head>
<body>
<main>
<p class="shop">{{SHOP}}</p>
<h1>{{HEADING}}</h1>
<p class="hint">{{MADE}}</p>
<h2>{{T_evidence_order}}</h2>
<dl>{{#FACT}}<div><dt>{{NAME}}</dt><dd>{{VALUE}}</dd></div>
{{/FACT}}</dl>
<h2>{{T_evidence_books}}</h2>
<table><caption class="unseen">{{T_evidence_books}}</caption>
<tbody>{{#LINE}}<tr><th scope="row" lang="{{BOOK_LANG}}">{{NAME}}</th><td>{{AMOUNT}}</td></tr>
{{/LINE}}</tbody>
<tfoot><tr><th scope="row">{{T_total}}</th><td>{{TOTAL}}</td></tr></tfoot></table>
<dl>{{#FILE}}<div><dt>{{T_evidence_file}}</dt><dd>{{#VERSION}}{{TEXT}}<br>SHA-256 <code>{{SHA256}}</code><br>{{/VERSION}}{{#STAMPED}}{{T_evidence_stamped}} {{/STAMPED}}{{USES}}</dd></div>
{{/FILE}}</dl>
<h2>{{T_evidence_delivery}}</h2>
{{#NO_DELIVERY}}<p>{{T_evidence_no_delivery}}</p>{{/NO_DELIVERY}}
<dl>{{#DELIVERY}}<div><dt>{{AT}}</dt><dd>{{TEXT}} {{FILE}}</dd></div>
{{/DELIVERY}}</dl>
<h2>{{T_evidence_money}}</h2>
{{#NO_MONEY}}<p>{{T_evidence_no_money}}</p>{{/NO_MONEY}}
<dl>{{#MONEY}}<div><dt>{{AT}}</dt><dd>{{WHAT}}: {{AMOUNT}}, {{STATE}}<br><code>{{REF}}</code></dd></div>
{{/MONEY}}</dl>
<dl>{{#SUM}}<div><dt>{{NAME}}</dt><dd>{{AMOUNT}}</dd></div>
{{/SUM}}</dl>
<h2>{{T_evidence_terms}}</h2>
{{#NO_TERMS}}<p>{{T_evidence_no_terms}}</p>{{/NO_TERMS}}
{{#TERMS}}<p class="hint">{{VERSION}}</p>
<div>{{TEXT_HTML:none}}</div>{{/TERMS}}
<h2>{{T_evidence_log}}</h2>
<p class="hint">{{T_evidence_log_text}}</p>
<dl>{{#EVENT}}<div><dt>{{AT}}</dt><dd>{{TEXT}} {{FILE}}<br><code>{{KIND}} {{DETAIL}}</code></dd></div>
{{/EVENT}}</dl>
</main>
</body>
</html>
