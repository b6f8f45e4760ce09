<p class="kicker"><a href="/desk/books">{{T_desk_nav_books}}</a></p>
<h1>{{HEADING}}</h1>
<p class="lead">{{T_desk_lists_lead}}</p>
{{#MAY_UPLOAD}}<p class="desk-inline"><a class="button" href="/desk/books/upload">{{T_desk_upload}}</a></p>{{/MAY_UPLOAD}}
{{#NONE}}<div class="empty"><h2>{{T_desk_lists_none}}</h2><p>{{T_desk_lists_none_text}}</p></div>{{/NONE}}
{{#AGAIN}}<p class="desk-inline"><a class="button" href="/desk/lists">{{T_desk_lists_again}}</a></p>{{/AGAIN}}
{{#TABLE}}<div class="desk-scroll"><table class="desk-table desk-cards"><caption class="unseen">{{HEADING}}</caption>
<thead><tr><th scope="col">{{T_desk_lists_file}}</th><th scope="col">{{T_desk_state_word}}</th><th scope="col">{{T_desk_lists_far}}</th><th scope="col">{{T_desk_when}}</th><th scope="col">{{T_desk_who}}</th></tr></thead>
<tbody>{{#ROW}}<tr><th scope="row" class="whole"><a href="{{PATH}}">{{FILE}}</a>{{#WHOSE}}<br><span class="quiet">{{TEXT}}</span>{{/WHOSE}}</th><td><span class="state state-{{STATE_NAME}}">{{STATE}}</span></td><td class="whole">{{#BAR}}<progress max="{{OF}}" value="{{DONE}}" aria-label="{{FILE}}"></progress><br>{{/BAR}}<span class="num">{{ROWS}}</span>{{#SAID}}<br><span class="quiet">{{TEXT}}</span>{{/SAID}}</td><td><time datetime="{{STAMP}}">{{WHEN}}</time></td><td>{{WHO}}</td></tr>
{{/ROW}}</tbody></table></div>{{/TABLE}}
{{#EXPORT}}<section aria-labelledby="out"><h2 id="out">{{T_desk_export}}</h2>
<p>{{T_desk_export_text}}</p>
<form class="desk-inline" action="/desk/lists" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><label for="format">{{T_desk_export_format}}</label> <select id="format" name="format"><option value="json">{{T_desk_export_json}}</option><option value="csv">CSV</option><option value="onix">ONIX 3.0</option></select> <button class="primary" type="submit">{{T_desk_export_do}}</button></form>
</section>{{/EXPORT}}
