<h1>{{HEADING}}</h1>
<div class="desk-columns">
<section aria-labelledby="attention"><h2 id="attention">{{T_desk_attention}}</h2>
{{#CALM}}<p class="done-note">{{T_desk_calm}}</p>{{/CALM}}
{{#ATTENTION}}<ul class="desk-items">{{#ITEM}}<li>{{TEXT}}</li>{{/ITEM}}</ul>{{#ALL}}<p><a href="/desk/attention">{{TEXT}}</a></p>{{/ALL}}{{/ATTENTION}}
</section>
{{#ORDERS}}
<section aria-labelledby="orders"><h2 id="orders">{{T_desk_nav_orders}}</h2>
{{#OWED}}<p class="problem-note"><a href="/desk/orders?state=owed">{{COUNT}}</a></p>{{/OWED}}
<table class="desk-table desk-counts"><caption class="unseen">{{T_desk_orders_by_state}}</caption>
<tbody>{{#ROW}}<tr><th scope="row"><a href="{{PATH}}">{{NAME}}</a></th><td class="num">{{COUNT}}</td></tr>
{{/ROW}}</tbody></table>
<p><a href="/desk/orders">{{T_desk_all_orders}}</a></p>
</section>
{{/ORDERS}}
<section aria-labelledby="house"><h2 id="house">{{T_desk_house}}</h2>
<ul class="desk-plain">
<li><a href="/desk/books">{{BOOKS}}</a></li>
<li>{{WAITING}}</li>
<li><a href="/">{{T_desk_visit_shop}}</a></li>
<li class="quiet">{{T_desk_version}}</li>
</ul>
</section>
</div>
