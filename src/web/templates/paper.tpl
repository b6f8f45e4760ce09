<article class="wide paper">
{{#IF_MARK}}<p class="problem-note paper-mark">{{MARK}}</p>
{{/IF_MARK}}<header class="paper-head"><h1>{{HEADING}}</h1>
<address class="paper-from">{{#FROM}}<span>{{TEXT}}</span>{{/FROM}}</address></header>
<div class="paper-people">
{{#TO}}<div><p class="quiet small">{{HEAD}}</p><address>{{#LINE}}<span>{{TEXT}}</span>{{/LINE}}</address></div>{{/TO}}
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
<p class="paper-do"><a class="button primary" href="{{PDF_PATH}}" download>{{T_paper_save}}</a> <a class="button" href="{{ORDER_PATH}}">{{ORDER_NAME}}</a></p>
</article>
