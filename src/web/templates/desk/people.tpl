<h1>{{HEADING}}</h1>
{{#PROBLEM}}<p class="problem-note" role="alert">{{SENTENCE}}{{#IF_RETRY}} {{RETRY}}{{/IF_RETRY}}</p>{{/PROBLEM}}
{{#LINK}}<section class="notice-box" role="status"><h2>{{T_desk_link_made}}</h2><p>{{T_desk_link_text}}</p><p class="desk-secret"><code>{{ADDRESS}}</code></p></section>{{/LINK}}
{{#STALE}}<p class="notice-box">{{T_desk_stale}} <a href="/desk/confirm?next=/desk/people">{{T_desk_confirm_do}}</a></p>{{/STALE}}
<div class="desk-scroll">
<table class="desk-table desk-cards"><caption class="unseen">{{HEADING}}</caption>
<thead><tr><th scope="col">{{T_desk_name}}</th><th scope="col">{{T_desk_role_word}}</th><th scope="col" class="roomy">{{T_desk_since}}</th><th scope="col">{{T_desk_place}}</th><th scope="col"><span class="unseen">{{T_desk_change}}</span></th></tr></thead>
<tbody>
{{#PERSON}}<tr><th scope="row">{{NAME}}{{#SELF}} <span class="quiet">{{T_desk_self}}</span>{{/SELF}}</th>
<td class="whole">{{#CHANGE}}<form class="desk-inline" action="/desk/people" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="role"><input type="hidden" name="name" value="{{NAME}}"><label class="unseen" for="role-{{NAME}}">{{T_desk_role_word}}: {{NAME}}</label><select id="role-{{NAME}}" name="role">{{#CHOICE}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{TEXT}}</option>{{/CHOICE}}</select> <button type="submit">{{T_desk_set}}<span class="unseen"> {{NAME}}</span></button></form>{{/CHANGE}}{{#DISABLED}}{{ROLE}}{{/DISABLED}}</td>
<td class="roomy">{{SINCE}}</td>
<td class="end first">{{#ACTIVE}}{{T_desk_active}}{{/ACTIVE}}{{#DISABLED}}<span class="state state-hidden">{{T_desk_disabled}}</span>{{/DISABLED}}</td>
<td class="whole">{{#CHANGE}}<form class="desk-inline" action="/desk/people" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="disable"><input type="hidden" name="name" value="{{NAME}}"><button type="submit">{{T_desk_disable}}<span class="unseen"> {{NAME}}</span></button></form>{{/CHANGE}}{{#ENABLE}}<form class="desk-inline" action="/desk/people" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="enable"><input type="hidden" name="name" value="{{NAME}}"><button type="submit">{{T_desk_enable}}<span class="unseen"> {{NAME}}</span></button></form>{{/ENABLE}}</td></tr>
{{/PERSON}}</tbody></table>
</div>
{{#INVITE}}
<section class="desk-invite" aria-labelledby="invite"><h2 id="invite">{{T_desk_invite}}</h2>
<p>{{T_desk_invite_text}}</p>
<form class="desk-inline" action="/desk/people" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="invite"><label for="invite-role">{{T_desk_role_word}}</label> <select id="invite-role" name="role">{{#CHOICE}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{TEXT}}</option>{{/CHOICE}}</select> <button class="primary" type="submit">{{T_desk_invite_do}}</button></form>
</section>
{{/INVITE}}
