<h1>{{HEADING}}</h1>
{{#SETUP}}<section class="desk-first" aria-labelledby="setup"><h2 id="setup">{{T_setup_goes_on}}</h2><p>{{T_setup_goes_on_text}}</p><p><a class="button primary" href="/desk/setup">{{T_setup_go_on}}</a></p></section>{{/SETUP}}
{{#SETUP_ENDS}}<section class="desk-first" aria-labelledby="setup"><h2 id="setup">{{T_setup_ends}}</h2><p>{{T_setup_ends_text}}</p><p><a class="button primary" href="/desk/setup">{{T_setup_end}}</a></p></section>{{/SETUP_ENDS}}
{{#FIRST}}<section class="desk-first" aria-labelledby="first"><h2 id="first">{{T_desk_no_books}}</h2><p>{{T_desk_no_books_text}}</p>{{#UPLOAD}}<p><a class="button primary" href="/desk/books/upload">{{T_desk_upload}}</a></p>{{/UPLOAD}}<p class="hint">{{T_desk_no_books_command}} <code>aan import FOLDER --price 4.99</code></p></section>{{/FIRST}}
<section class="desk-part" aria-labelledby="attention" data-live="attention"{{#EVENTS}} data-live-events="{{NAMES}}"{{/EVENTS}}><h2 id="attention">{{T_desk_attention}}</h2>
{{#CALM}}<p class="done-note">{{T_desk_calm}}</p>{{/CALM}}
{{#ATTENTION}}<ul class="desk-items">{{#ITEM}}<li>{{#LINKED}}<a href="{{PATH}}"><b>{{LABEL}}</b></a> {{/LINKED}}{{TEXT}}</li>{{/ITEM}}</ul>{{#ALL}}<p><a href="/desk/attention">{{TEXT}}</a></p>{{/ALL}}{{/ATTENTION}}
</section>
{{#WARNINGS}}<section class="desk-part" aria-labelledby="said"><h2 id="said">{{T_desk_settings_say}}</h2>
<ul class="desk-items">{{#WARNING}}<li>{{TEXT}}</li>
{{/WARNING}}</ul>{{#SETTINGS}}<p><a href="/desk/settings">{{T_desk_nav_settings}}</a></p>{{/SETTINGS}}</section>{{/WARNINGS}}
<div class="desk-columns desk-three">
{{#SALES}}
<section aria-labelledby="sales" data-live="sales"><h2 id="sales">{{MONTH}}</h2>
<p class="quiet">{{T_desk_sales_so_far}}</p>
{{#FIGURE}}<p class="desk-figure num">{{SOLD}}</p>
{{#RETURNED}}<p class="quiet">{{T_desk_sales_returned}}: <span class="num">{{AMOUNT}}</span></p>
{{/RETURNED}}{{/FIGURE}}
<p><a href="/desk/sales">{{T_desk_sales_days}}</a></p>
</section>
{{/SALES}}
{{#ORDERS}}
<section aria-labelledby="orders" data-live="orders"><h2 id="orders">{{T_desk_nav_orders}}</h2>
{{#OWED}}<p class="problem-note"><a href="/desk/orders?state=owed">{{COUNT}}</a></p>{{/OWED}}
{{#NO_ORDER}}<p class="quiet">{{T_desk_no_orders}}</p>{{/NO_ORDER}}
<table class="desk-table desk-counts"><caption class="unseen">{{T_desk_orders_by_state}}</caption>
<tbody>{{#ROW}}<tr><th scope="row"><a href="{{PATH}}">{{NAME}}</a></th><td class="num">{{COUNT}}</td></tr>
{{/ROW}}</tbody></table>
<p><a href="/desk/orders">{{T_desk_all_orders}}</a></p>
</section>
{{/ORDERS}}
<section aria-labelledby="house"><h2 id="house">{{T_desk_house}}</h2>
<ul class="desk-plain" data-live="house">
<li><a href="/desk/books">{{BOOKS}}</a></li>
<li>{{WAITING}}</li>
<li><a href="/">{{T_desk_visit_shop}}</a></li>
<li class="quiet">{{T_desk_version}}</li>
</ul>
</section>
</div>
