<article class="wide paper">
<div{{#SPEAKS}} lang="{{TEXT_LANG}}" dir="{{TEXT_DIR}}"{{/SPEAKS}}>
{{#PROBLEM}}<p class="problem-note" role="alert">{{SENTENCE}}</p>
{{/PROBLEM}}{{#PREVIEW}}<p class="done-note" role="status">{{T_paper_preview_note}}</p>
{{/PREVIEW}}{{#IF_MARK}}<p class="problem-note paper-mark">{{MARK}}</p>
{{/IF_MARK}}<header class="paper-head"><h1>{{HEADING}}</h1>
<address class="paper-from">{{#FROM}}<span><bdi>{{TEXT}}</bdi></span>{{/FROM}}</address></header>
<div class="paper-people">
{{#TO}}<div><p class="quiet small">{{HEAD}}</p><address>{{#LINE}}<span><bdi>{{TEXT}}</bdi></span>{{/LINE}}</address></div>{{/TO}}
<dl class="facts">
{{#FACT}}<div><dt>{{NAME}}</dt><dd>{{VALUE}}</dd></div>
{{/FACT}}
</dl>
</div>
<table class="sum num"><caption class="unseen">{{HEADING}}</caption>
<thead><tr><th scope="col">{{WHAT}}</th><th scope="col">{{AMOUNT_HEAD}}</th></tr></thead>
<tbody>
{{#ROW}}<tr><th scope="row">{{TEXT}}{{#IF_DETAIL}}<small class="quiet">{{DETAIL}}</small>{{/IF_DETAIL}}</th><td>{{AMOUNT}}</td></tr>
{{/ROW}}
{{#SUM}}<tr class="minor"><th scope="row">{{NAME}}</th><td>{{AMOUNT}}</td></tr>
{{/SUM}}
</tbody>
<tfoot>{{#TOTAL}}<tr><th scope="row">{{NAME}}</th><td>{{AMOUNT}}</td></tr>{{/TOTAL}}</tfoot>
</table>
{{#NOTE}}<p class="paper-note">{{TEXT}}</p>
{{/NOTE}}
</div>
{{#ASK}}<section class="paper-wish" aria-labelledby="wish"><h2 id="wish">{{T_paper_preview_form}}</h2>
<form class="paper-form" action="{{ORDER_PATH}}/invoice" method="post">
<p class="field"><label for="paper_name">{{T_paper_name}}</label><input id="paper_name" name="name" type="text" value="{{NAME}}" maxlength="200" autocomplete="name"></p>
<p class="field"><label for="paper_address">{{T_paper_address}} <span class="optional">{{T_optional}}</span></label><textarea id="paper_address" name="address" rows="4" maxlength="400" autocomplete="street-address">
{{ADDRESS:p}}</textarea></p>
<p class="field"><label for="paper_tax_number">{{T_paper_own_number}} <span class="optional">{{T_optional}}</span></label><input id="paper_tax_number" name="tax_number" type="text" value="{{TAX_NUMBER}}" maxlength="40" autocomplete="off"></p>
<p class="hint">{{T_paper_ask_hint}}</p>
<p><button class="primary" type="submit" name="act" value="make">{{LABEL}}</button> <button type="submit" name="act" value="look">{{T_paper_look_again}}</button></p>
</form></section>
{{/ASK}}<p class="paper-do">{{#SAVE}}<a class="button primary" href="{{PDF_PATH}}" download>{{T_paper_save}}</a> {{/SAVE}}<a class="button" href="{{ORDER_PATH}}">{{ORDER_NAME}}</a></p>
</article>
