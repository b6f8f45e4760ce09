<h1>{{HEADING}}</h1>
<p class="lead">{{T_desk_settings_lead}}</p>
<p>{{T_desk_settings_order}} <a href="/desk/pages">{{T_desk_settings_pages}}</a></p>
{{#PROBLEM}}<p class="problem-note" role="alert">{{SENTENCE}}</p>{{/PROBLEM}}
{{#STALE}}<p class="notice-box">{{T_desk_stale}} <a href="/desk/confirm?next=/desk/settings">{{T_desk_confirm_do}}</a></p>{{/STALE}}
<nav aria-label="{{T_desk_settings_groups}}"><ul class="desk-versions">{{#JUMP}}<li><a href="#group-{{ID}}">{{NAME}}</a></li>
{{/JUMP}}</ul></nav>
{{#GROUP}}<section class="desk-settings" aria-labelledby="group-{{ID}}"><h2 id="group-{{ID}}">{{NAME}}</h2>
{{#SAVED}}<p class="done-note" role="status">{{T_desk_settings_saved}}</p>{{/SAVED}}
{{#SAME}}<p class="done-note" role="status">{{T_desk_settings_same}}</p>{{/SAME}}
{{#FORM}}<form class="desk-form desk-set" action="/desk/settings" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="group" value="{{NAME}}">
{{#FIELD}}<div class="desk-set-one">{{>ONE}}</div>
{{/FIELD}}<p><button class="primary" type="submit">{{T_desk_settings_save}}</button></p>
</form>{{/FORM}}
{{#LETTER}}<form class="desk-form desk-set" id="try-letters" action="/desk/settings#try-letters" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="letter">
{{#TRIAL}}<section class="{{KIND}}" role="status" aria-labelledby="trial"><h3 id="trial">{{T_setup_trial}}</h3>
<ul class="setup-trial">{{#STEP}}<li><b{{#GOOD}} class="setup-good"{{/GOOD}}{{#WRONG}} class="setup-wrong"{{/WRONG}}>{{VERDICT}}</b> {{FOUND}}{{#IF_TODO}}<br><span class="small">{{TODO}}</span>{{/IF_TODO}}</li>
{{/STEP}}</ul></section>{{/TRIAL}}
<div class="desk-set-one"><p class="field"><label for="to">{{T_setup_to}}</label><input id="to" name="to" type="email" value="{{TO}}" required autocomplete="email" maxlength="254" aria-describedby="to-hint{{#BAD}} to-fault{{/BAD}}"{{#BAD}} aria-invalid="true" autofocus{{/BAD}}></p>
{{#BAD}}<p class="field-fault" id="to-fault">{{SENTENCE}}</p>{{/BAD}}<p class="hint" id="to-hint">{{T_setup_to_hint}}</p></div>
<p><button type="submit">{{T_desk_settings_try}}</button></p></form>{{/LETTER}}
{{#FIXED}}<dl>{{#SETTING}}<div><dt>{{#NAMED}}{{LABEL}}<br>{{/NAMED}}<code>{{KEY}}</code></dt><dd>{{#VALUE}}<code>{{TEXT}}</code>{{/VALUE}}{{#WORD}}<span class="quiet">{{TEXT}}</span>{{/WORD}} <span class="quiet small">{{ORIGIN}}</span><p class="hint">{{HELP}}</p></dd></div>
{{/SETTING}}</dl>{{/FIXED}}</section>
{{/GROUP}}
