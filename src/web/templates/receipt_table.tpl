<table class="sum num">
<caption class="unseen">{{T_receipt}}</caption>
<tbody>
{{#LINE}}<tr><th scope="row">{{#OF_BOOK}}<bdi lang="{{BOOK_LANG}}">{{TEXT}}</bdi>{{/OF_BOOK}}{{#OF_SHOP}}{{TEXT}}{{/OF_SHOP}}</th><td>{{AMOUNT}}</td></tr>
{{/LINE}}
{{#SUM}}<tr class="minor"><th scope="row">{{NAME}}</th><td>{{AMOUNT}}</td></tr>
{{/SUM}}
</tbody>
<tfoot><tr><th scope="row">{{T_total}}</th><td>{{TOTAL}}</td></tr>
{{#AFTER}}<tr class="minor"><th scope="row">{{NAME}}</th><td>{{AMOUNT}}</td></tr>
{{/AFTER}}</tfoot>
</table>
<dl class="facts receipt-facts">
{{#FACT}}<div><dt>{{NAME}}</dt><dd>{{VALUE}}</dd></div>
{{/FACT}}
{{#TERMS}}<div><dt>{{NAME}}</dt><dd><a href="{{URL}}">{{VALUE}}</a></dd></div>{{/TERMS}}
</dl>
{{#SANDBOX}}<p class="hint">{{T_receipt_sandbox}}</p>{{/SANDBOX}}
