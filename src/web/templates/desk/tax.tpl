<h1>{{HEADING}}</h1>
{{#PLAY}}<p class="quiet">{{T_desk_sales_play}}</p>{{/PLAY}}
{{#UNREGISTERED}}<p class="quiet">{{T_desk_tax_unregistered}}</p>{{/UNREGISTERED}}
<nav class="pager" aria-label="{{T_desk_tax_quarters}}"><a class="button" rel="prev" href="{{BEFORE}}">{{T_previous}}</a><p class="num">{{QUARTER}}</p>{{#AFTER}}<a class="button" rel="next" href="{{PATH}}">{{T_next}}</a>{{/AFTER}}</nav>
<form class="desk-inline" action="/desk/tax" method="get"><label for="quarter">{{T_desk_tax_quarter}}</label> <input id="quarter" name="quarter" value="{{QUARTER}}" maxlength="7" placeholder="2026-Q4" autocomplete="off"> <button type="submit">{{T_desk_show}}</button> <a class="button" href="{{EXPORT}}" download>{{T_desk_sales_export}}</a></form>
{{#NOTHING}}<p class="empty">{{T_desk_tax_nothing}}</p>{{/NOTHING}}
{{#ROWS}}<section aria-labelledby="rows"><h2 id="rows">{{T_desk_tax_rows}}</h2>
<p class="hint">{{T_desk_tax_rows_hint}}</p>
<div class="desk-scroll"><table class="desk-table"><caption class="unseen">{{T_desk_tax_rows}}</caption>
<thead><tr><th scope="col">{{T_desk_tax_country}}</th><th scope="col">{{T_desk_tax_treatment}}</th><th scope="col" class="right">{{T_desk_tax_orders}}</th><th scope="col" class="right">{{T_desk_sales_sold}}</th><th scope="col" class="right">{{T_desk_sales_returned}}</th><th scope="col" class="right">{{T_desk_tax_owed}}</th></tr></thead>
<tbody>{{#ROW}}<tr><th scope="row">{{COUNTRY}}</th><td>{{TREATMENT}}{{#IF_RATE}} {{RATE}}{{/IF_RATE}}</td><td class="num right">{{ORDERS}}</td><td class="num right">{{SOLD}}</td><td class="num right">{{BACK}}</td><td class="num right">{{TAX}}</td></tr>
{{/ROW}}</tbody></table></div></section>{{/ROWS}}
{{#DOUBTS}}<section aria-labelledby="doubts"><h2 id="doubts">{{T_desk_tax_doubts}}</h2>
<p class="hint">{{T_desk_tax_doubts_hint}}</p>
<ul class="desk-plain">{{#SALE}}<li><a href="{{PATH}}">{{REFERENCE}}</a> <span class="quiet">{{DAY}}</span> {{TAXED_IN}} <span class="num">{{TOTAL}}</span>{{#PIECE}} <span class="quiet">{{TEXT}}</span>{{/PIECE}}</li>
{{/SALE}}</ul>{{#MORE}}<p class="quiet">{{TEXT}}</p>{{/MORE}}</section>{{/DOUBTS}}
