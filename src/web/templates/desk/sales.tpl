<h1>{{HEADING}}</h1>
{{#PLAY}}<p class="quiet">{{T_desk_sales_play}}</p>{{/PLAY}}
<nav class="pager" aria-label="{{T_desk_sales_months}}"><a class="button" rel="prev" href="{{BEFORE}}">{{T_previous}}</a><p class="num">{{MONTH}}</p>{{#AFTER}}<a class="button" rel="next" href="{{PATH}}">{{T_next}}</a>{{/AFTER}}</nav>
<form class="desk-inline" action="/desk/sales" method="get"><label for="month">{{T_desk_sales_month}}</label> <input id="month" name="month" value="{{VALUE}}" maxlength="7" placeholder="2026-11" autocomplete="off"{{#WRONG}} aria-invalid="true" aria-describedby="month-fault" autofocus{{/WRONG}}> <button type="submit">{{T_desk_show}}</button> <a class="button" href="{{EXPORT}}" download>{{T_desk_sales_export}}</a> <a href="/desk/tax">{{T_desk_tax_heading}}</a></form>
{{#PROBLEM}}<p class="problem-note" id="month-fault" role="alert">{{SENTENCE}}</p>{{/PROBLEM}}
{{#NOTHING}}<p class="empty">{{T_desk_sales_nothing}}</p>{{/NOTHING}}
{{#PART}}{{#HEAD}}<h2>{{CODE}}</h2>{{/HEAD}}
{{#CHART}}<figure class="desk-chart"><figcaption class="quiet small">{{T_desk_sales_chart}}</figcaption><svg viewBox="0 0 {{WIDTH}} {{HEIGHT}}" role="img" aria-label="{{T_desk_sales_chart}}">
{{#LINE}}<line x1="{{FROM}}" y1="{{Y}}" x2="{{WIDTH}}" y2="{{Y}}"/><text x="{{FROM}}" y="{{BASE}}" dx="-8" text-anchor="end">{{TEXT}}</text>
{{/LINE}}{{#BAR}}<rect x="{{X}}" y="{{Y}}" width="{{W}}" height="{{H}}"><title>{{SAID}}</title></rect>{{#NAMED}}<text x="{{MIDDLE}}" y="{{BASE}}" text-anchor="middle">{{DAY}}</text>{{/NAMED}}
{{/BAR}}</svg></figure>{{/CHART}}
<div class="desk-columns">
{{#DAYS}}<section aria-labelledby="{{ID}}"><h2 id="{{ID}}">{{T_desk_sales_days}}</h2>
<p class="hint">{{T_desk_sales_net}}</p>
<table class="desk-table"><caption class="unseen">{{T_desk_sales_days}}</caption>
<thead><tr><th scope="col">{{T_desk_when}}</th><th scope="col" class="right">{{T_desk_sales_sold}}</th><th scope="col" class="right">{{T_desk_sales_returned}}</th></tr></thead>
<tbody>{{#DAY_ROW}}<tr><th scope="row">{{DAY}}</th><td class="num right">{{SOLD}}</td><td class="num right">{{RETURNED}}</td></tr>
{{/DAY_ROW}}</tbody>
<tfoot><tr><th scope="row">{{T_total}}</th><td class="num right"><strong>{{SOLD_ALL}}</strong></td><td class="num right">{{RETURNED_ALL}}</td></tr></tfoot></table></section>{{/DAYS}}
{{#SUMS}}<section aria-labelledby="{{ID}}"><h2 id="{{ID}}">{{T_desk_sales_accounts}}</h2>
<p class="hint">{{T_desk_sales_accounts_hint}}</p>
<table class="desk-table"><caption class="unseen">{{T_desk_sales_accounts}}</caption>
<thead><tr><th scope="col">{{T_desk_sales_account}}</th><th scope="col" class="right">{{T_desk_sales_moved}}</th></tr></thead>
<tbody>{{#SUM}}<tr><th scope="row">{{WORDS}} <code class="quiet small">{{ACCOUNT}}</code></th><td class="num right">{{AMOUNT}}</td></tr>
{{/SUM}}</tbody></table></section>{{/SUMS}}
</div>{{/PART}}
