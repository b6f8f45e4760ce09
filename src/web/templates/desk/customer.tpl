<p class="kicker"><a href="/desk/customers">{{T_desk_nav_customers}}</a></p>
<h1>{{HEADING}}</h1>
{{#PROBLEM}}<p class="problem-note" role="alert">{{SENTENCE}}{{#IF_RETRY}} {{RETRY}}{{/IF_RETRY}}</p>{{/PROBLEM}}
<div class="desk-columns">
<section aria-labelledby="facts"><h2 id="facts">{{T_desk_customer_known}}</h2>
<dl class="facts">
{{#FACT}}<div><dt>{{NAME}}</dt><dd>{{VALUE}}</dd></div>
{{/FACT}}</dl>
<p class="hint">{{T_desk_customer_sealed}}</p>
</section>
</div>
<section aria-labelledby="orders"><h2 id="orders">{{T_desk_nav_orders}}</h2>
{{#NO_ORDER}}<p class="quiet">{{T_desk_customer_no_order}}</p>{{/NO_ORDER}}
{{#ORDERS}}<div class="desk-scroll"><table class="desk-table desk-cards"><caption class="unseen">{{T_desk_nav_orders}}</caption>
<thead><tr><th scope="col">{{T_desk_reference}}</th><th scope="col">{{T_desk_state_word}}</th><th scope="col" class="right">{{T_desk_total}}</th><th scope="col">{{T_desk_when}}</th></tr></thead>
<tbody>{{#ROW}}<tr><th scope="row" class="num"><a href="{{PATH}}">{{REFERENCE}}</a></th><td class="end"><span class="state state-{{STATE_NAME}}">{{STATE}}</span></td><td class="num right start">{{TOTAL}}</td><td class="end"><time datetime="{{STAMP}}">{{WHEN}}</time></td></tr>
{{/ROW}}</tbody></table></div>
{{#MORE}}<p class="quiet">{{TEXT}}</p>{{/MORE}}{{/ORDERS}}
</section>
{{#DEEDS}}
{{#STALE}}<p class="notice-box">{{T_desk_stale}} <a href="{{NEXT}}">{{T_desk_confirm_do}}</a></p>{{/STALE}}
<div class="desk-columns">
<section aria-labelledby="export"><h2 id="export">{{T_desk_customer_export}}</h2>
<p>{{T_desk_customer_export_text}}</p>
{{#EXPORT}}<form class="desk-inline" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="export"><button type="submit">{{T_desk_customer_export_do}}</button></form>{{/EXPORT}}
</section>
<section aria-labelledby="erase"><h2 id="erase">{{T_desk_customer_erase}}</h2>
<h3>{{T_desk_customer_goes}}</h3>
<ul class="desk-list">{{#HAS_LIBRARY}}<li>{{T_desk_customer_goes_address}}</li><li>{{T_desk_customer_goes_library}}</li>{{/HAS_LIBRARY}}{{#HAS_ORDERS}}<li>{{T_desk_customer_goes_names}}</li><li>{{T_desk_customer_goes_linked}}</li>{{/HAS_ORDERS}}{{#HAS_GIFTS}}<li>{{T_desk_customer_goes_gifts}}</li>{{/HAS_GIFTS}}</ul>
<h3>{{T_desk_customer_stays}}</h3>
<ul class="desk-list">{{#HAS_ORDERS}}<li>{{T_desk_customer_stays_orders}}</li><li>{{T_desk_customer_stays_links}}</li><li>{{T_desk_customer_stays_tax}}</li>{{/HAS_ORDERS}}{{#HAS_PAPERS}}<li>{{T_desk_customer_stays_papers}}</li>{{/HAS_PAPERS}}<li>{{T_desk_customer_stays_backups}}</li></ul>
{{#ERASE}}<form class="desk-form" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="erase">
<p class="desk-tick"><label for="sure"><input id="sure" name="sure" type="checkbox" value="yes" required> {{T_desk_customer_sure}}</label></p>
<p><button type="submit">{{T_desk_customer_erase_do}}</button></p></form>{{/ERASE}}
</section>
</div>
{{/DEEDS}}
