<h1>{{HEADING}}</h1>
<form class="desk-inline desk-filter" action="/desk/orders" method="get"><label for="state">{{T_desk_state_word}}</label> <select id="state" name="state">{{#FILTER}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{TEXT}}</option>{{/FILTER}}</select> <button type="submit">{{T_desk_show}}</button></form>
{{#NONE}}<div class="empty"><h2>{{T_desk_no_orders}}</h2><p>{{T_desk_no_orders_text}}</p></div>{{/NONE}}
{{#TABLE}}<div class="desk-scroll"><table class="desk-table"><caption class="unseen">{{HEADING}}</caption>
<thead><tr><th scope="col">{{T_desk_reference}}</th><th scope="col">{{T_desk_state_word}}</th><th scope="col" class="right">{{T_desk_total}}</th><th scope="col" class="right roomy">{{T_desk_captured}}</th><th scope="col" class="right">{{T_desk_owed_word}}</th><th scope="col">{{T_desk_when}}</th></tr></thead>
<tbody>{{#ROW}}<tr><th scope="row" class="num"><a href="{{PATH}}">{{REFERENCE}}</a>{{#PLAY}}<br><span class="quiet small">{{T_desk_play}}</span>{{/PLAY}}</th><td><span class="state state-{{STATE_NAME}}">{{STATE}}</span></td><td class="num right">{{TOTAL}}</td><td class="num right roomy">{{CAPTURED}}</td><td class="num right">{{OWED}}</td><td><time datetime="{{STAMP}}">{{WHEN}}</time></td></tr>
{{/ROW}}</tbody></table></div>{{/TABLE}}
{{#PAGER}}<nav class="pager" aria-label="{{T_pages}}">{{#PREVIOUS}}<a class="button" rel="prev" href="{{PATH}}">{{T_previous}}</a>{{/PREVIOUS}}<p class="num">{{WHERE}}</p>{{#NEXT}}<a class="button" rel="next" href="{{PATH}}">{{T_next}}</a>{{/NEXT}}</nav>{{/PAGER}}
