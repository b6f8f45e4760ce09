<p class="kicker"><a href="/desk/lists">{{T_desk_lists}}</a></p>
<h1>{{HEADING}}</h1>
<dl class="facts">
<div><dt>{{T_desk_state_word}}</dt><dd><span class="state state-{{STATE_NAME}}">{{STATE}}</span></dd></div>
<div><dt>{{T_desk_list_whose}}</dt><dd>{{WHOSE}}</dd></div>
{{#FAR}}<div><dt>{{T_desk_lists_far}}</dt><dd><span class="num">{{ROWS}}</span></dd></div>{{/FAR}}
{{#SAID}}<div><dt>{{T_desk_list_said}}</dt><dd>{{TEXT}}</dd></div>{{/SAID}}
{{#UNSET}}<div><dt>{{T_desk_list_unset}}</dt><dd>{{TEXT}} <a href="/desk/books?state=unpriced">{{T_desk_list_unset_see}}</a></dd></div>{{/UNSET}}
<div><dt>{{T_desk_when}}</dt><dd><time datetime="{{STAMP}}">{{WHEN}}</time>, {{WHO}}</dd></div>
</dl>
{{#CSV}}<p class="desk-inline"><a class="button" href="{{PATH}}" download>{{T_desk_list_csv}}</a></p>{{/CSV}}
{{#NOTHING}}<p>{{T_desk_list_nothing}}</p>{{/NOTHING}}
{{#REFUSED}}<section aria-labelledby="refused"><h2 id="refused">{{T_desk_list_refused}}</h2>
<p>{{COUNT}}</p>
<div class="desk-scroll"><table class="desk-table desk-cards"><caption class="unseen">{{T_desk_list_refused}}</caption>
<thead><tr><th scope="col">{{T_desk_list_line}}</th><th scope="col">{{T_desk_list_row}}</th><th scope="col">{{T_desk_list_why}}</th><th scope="col">{{T_desk_list_do}}</th></tr></thead>
<tbody>{{#ROW}}<tr><th scope="row" class="num">{{LINE}}</th><td class="whole">{{TITLE}}</td><td class="whole">{{WHY}}</td><td class="whole">{{DO}}</td></tr>
{{/ROW}}</tbody></table></div></section>{{/REFUSED}}
{{#REMARKS}}<section aria-labelledby="remarks"><h2 id="remarks">{{T_desk_list_remarks}}</h2>
<p>{{COUNT}}</p>
<div class="desk-scroll"><table class="desk-table desk-cards"><caption class="unseen">{{T_desk_list_remarks}}</caption>
<thead><tr><th scope="col">{{T_desk_list_row}}</th><th scope="col">{{T_desk_list_remark}}</th><th scope="col">{{T_desk_list_line}}</th></tr></thead>
<tbody>{{#ROW}}<tr><th scope="row" class="whole">{{#BOOK}}<a href="{{PATH}}">{{TITLE}}</a>{{/BOOK}}{{#PLAIN}}{{TITLE}}{{/PLAIN}}</th><td class="whole">{{SAID}}</td>{{#IF_LINE}}<td class="num" data-name="{{T_desk_list_line}}">{{LINE}}</td>{{/IF_LINE}}{{#WHOLE}}<td></td>{{/WHOLE}}</tr>
{{/ROW}}</tbody></table></div></section>{{/REMARKS}}
{{#CHANGED}}<section aria-labelledby="changed"><h2 id="changed">{{T_desk_list_changed}}</h2>
<p>{{COUNT}}</p>
<div class="desk-scroll"><table class="desk-table desk-cards"><caption class="unseen">{{T_desk_list_changed}}</caption>
<thead><tr><th scope="col">{{T_desk_list_row}}</th><th scope="col">{{T_desk_list_field}}</th><th scope="col">{{T_desk_list_before}}</th><th scope="col">{{T_desk_list_after}}</th><th scope="col">{{T_desk_list_line}}</th></tr></thead>
<tbody>{{#ROW}}<tr><th scope="row" class="whole"><a href="{{PATH}}">{{TITLE}}</a></th><td>{{FIELD}}</td><td class="whole">{{BEFORE}}</td><td class="whole">{{AFTER}}</td><td class="num" data-name="{{T_desk_list_line}}">{{LINE}}</td></tr>
{{/ROW}}</tbody></table></div></section>{{/CHANGED}}
