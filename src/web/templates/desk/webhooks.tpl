<h1>{{HEADING}}</h1>
<p class="lead">{{T_desk_hooks_lead}}</p>
{{#PROBLEM}}<p class="problem-note" role="alert">{{SENTENCE}}{{#IF_RETRY}} {{RETRY}}{{/IF_RETRY}}</p>{{/PROBLEM}}
{{#MADE}}<section class="notice-box" role="status"><h2>{{T_desk_hook_secret}} <a href="{{PATH}}">{{NAME}}</a></h2><p>{{T_desk_hook_once}}</p><p class="desk-secret"><code>{{SECRET}}</code></p></section>{{/MADE}}
{{#NONE}}<p class="quiet">{{T_desk_no_hooks}}</p>{{/NONE}}
{{#TABLE}}<div class="desk-scroll"><table class="desk-table"><caption class="unseen">{{HEADING}}</caption>
<thead><tr><th scope="col">{{T_desk_key_name}}</th><th scope="col">{{T_desk_state_word}}</th><th scope="col" class="right">{{T_desk_hook_waiting}}</th><th scope="col" class="right">{{T_desk_hook_dead}}</th><th scope="col" class="roomy">{{T_desk_hook_url}}</th></tr></thead>
<tbody>{{#ROW}}<tr><th scope="row"><a href="{{PATH}}">{{NAME}}</a></th><td><span class="state state-{{STATE_NAME}}">{{STATE}}</span></td><td class="num right">{{WAITING}}</td><td class="num right">{{DEAD}}</td><td class="roomy desk-long"><code>{{URL}}</code></td></tr>
{{/ROW}}</tbody></table></div>{{/TABLE}}
{{#FORM}}<section aria-labelledby="new"><h2 id="new">{{T_desk_hook_new}}</h2>
{{#STALE}}<p class="notice-box">{{T_desk_stale}} <a href="/desk/confirm?next=/desk/webhooks">{{T_desk_confirm_do}}</a></p>{{/STALE}}
<form class="desk-form desk-upload" action="/desk/webhooks" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="make">
<p class="field"><label for="name">{{T_desk_key_name}}</label><input id="name" name="name" value="{{NAME}}" maxlength="32" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="name-hint" required><span class="hint" id="name-hint">{{T_desk_key_name_hint}}</span></p>
<p class="field"><label for="url">{{T_desk_hook_url}}</label><input id="url" name="url" type="url" value="{{URL}}" maxlength="500" placeholder="https://" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="url-hint" required><span class="hint" id="url-hint">{{T_desk_hook_url_hint}}</span></p>
<fieldset class="desk-scopes"><legend>{{T_desk_hook_events}}</legend>{{#CHOICE}}<label><input type="checkbox" name="event" value="{{VALUE}}"{{#TICKED}} checked{{/TICKED}}> {{TEXT}}</label>{{/CHOICE}}</fieldset>
<p><button class="primary" type="submit">{{T_desk_hook_make}}</button></p>
</form></section>{{/FORM}}
