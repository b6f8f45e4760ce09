<h1>{{HEADING}}</h1>
<p class="lead">{{T_desk_pages_lead}}</p>
<div class="desk-scroll"><table class="desk-table"><caption class="unseen">{{HEADING}}</caption>
<thead><tr><th scope="col">{{T_desk_page_word}}</th><th scope="col" class="roomy">{{T_desk_about}}</th><th scope="col">{{T_desk_state_word}}</th></tr></thead>
<tbody>{{#ROW}}<tr><th scope="row"><a href="{{PATH}}">{{NAME}}</a></th><td class="roomy">{{ABOUT}}</td><td>{{STAND}}</td></tr>
{{/ROW}}</tbody></table></div>
