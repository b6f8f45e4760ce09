<h1>{{HEADING}}</h1>
<p class="lead">{{T_desk_audit_lead}}</p>
{{#WHOLE}}<p class="done-note" role="status">{{TEXT}}<br><code>{{DIGEST}}</code></p>{{/WHOLE}}
{{#BROKEN}}<p class="problem-note" role="alert">{{TEXT}}</p>{{/BROKEN}}
<form class="desk-inline desk-filter" action="/desk/audit" method="get"><input type="hidden" name="check" value="1"><button type="submit">{{T_desk_audit_check}}</button></form>
{{#NONE}}<div class="empty"><h2>{{T_desk_audit_none}}</h2></div>{{/NONE}}
{{#TABLE}}<div class="desk-scroll"><table class="desk-table desk-cards desk-audit"><caption class="unseen">{{HEADING}}</caption>
<thead><tr><th scope="col" class="right roomy">{{T_desk_number}}</th><th scope="col">{{T_desk_when}}</th><th scope="col">{{T_desk_who}}</th><th scope="col">{{T_desk_what}}</th><th scope="col">{{T_desk_about}}</th><th scope="col">{{T_desk_detail}}</th></tr></thead>
<tbody>{{#ROW}}<tr><td class="num right roomy">{{NUMBER}}</td><td class="end"><time datetime="{{STAMP}}">{{WHEN}}</time></td><th scope="row">{{WHO}}</th><td class="whole">{{WHAT}}</td><td class="whole">{{ABOUT}}</td><td class="whole quiet">{{DETAIL}}</td></tr>
{{/ROW}}</tbody></table></div>{{/TABLE}}
{{#OLDER}}<p><a class="button" rel="next" href="{{PATH}}">{{T_desk_older}}</a></p>{{/OLDER}}
