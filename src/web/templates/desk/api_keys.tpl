<h1>{{HEADING}}</h1>
<p class="lead">{{T_desk_keys_lead}}</p>
{{#PROBLEM}}<p class="problem-note" role="alert">{{SENTENCE}}{{#IF_RETRY}} {{RETRY}}{{/IF_RETRY}}</p>{{/PROBLEM}}
{{#MADE}}<section class="notice-box" role="status"><h2>{{T_desk_key_made}}</h2><p>{{T_desk_key_once}}</p><p class="desk-secret"><code>{{TOKEN}}</code></p></section>{{/MADE}}
{{#STALE}}<p class="notice-box">{{T_desk_stale}} <a href="/desk/confirm?next=/desk/keys">{{T_desk_confirm_do}}</a></p>{{/STALE}}
{{#NONE}}<p class="quiet">{{T_desk_no_keys}}</p>{{/NONE}}
{{#TABLE}}<div class="desk-scroll"><table class="desk-table desk-cards"><caption class="unseen">{{HEADING}}</caption>
<thead><tr><th scope="col">{{T_desk_key_name}}</th><th scope="col">{{T_desk_state_word}}</th><th scope="col">{{T_desk_key_may}}</th><th scope="col" class="roomy">{{T_desk_key_used}}</th><th scope="col"><span class="unseen">{{T_desk_change}}</span></th></tr></thead>
<tbody>{{#ROW}}<tr><th scope="row">{{NAME}}<br><span class="quiet small">{{BY}}, <time datetime="{{STAMP}}">{{SINCE}}</time></span></th><td>{{STATE}}</td><td class="whole small">{{#SCOPE}}{{TEXT}}{{#SCOPE_separator}}; {{/SCOPE_separator}}{{/SCOPE}}</td><td class="roomy">{{USED}}</td><td>{{#END}}<form class="desk-inline" action="/desk/keys" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="end"><input type="hidden" name="name" value="{{NAME}}"><button type="submit">{{T_desk_key_end}}<span class="unseen"> {{NAME}}</span></button></form>{{/END}}</td></tr>
{{/ROW}}</tbody></table></div>{{/TABLE}}
<section aria-labelledby="new"><h2 id="new">{{T_desk_key_new}}</h2>
<form class="desk-form desk-upload" action="/desk/keys" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="make">
<p class="field"><label for="name">{{T_desk_key_name}}</label><input id="name" name="name" value="{{TYPED}}" maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="name-hint" required><span class="hint" id="name-hint">{{T_desk_key_name_hint}}</span></p>
<fieldset class="desk-scopes"><legend>{{T_desk_key_may}}</legend>{{#CHOICE}}<label><input type="checkbox" name="scope" value="{{VALUE}}"> {{TEXT}}</label>{{/CHOICE}}</fieldset>
<p class="field"><label for="days">{{T_desk_key_days}}</label><input id="days" name="days" inputmode="numeric" maxlength="4" autocomplete="off" aria-describedby="days-hint"><span class="hint" id="days-hint">{{T_desk_key_days_hint}}</span></p>
<p><button class="primary" type="submit">{{T_desk_key_make}}</button></p>
</form></section>
