<h1>{{HEADING}}</h1>
{{#PROBLEM}}<p class="problem-note" role="alert">{{SENTENCE}}{{#IF_RETRY}} {{RETRY}}{{/IF_RETRY}}</p>{{/PROBLEM}}
{{#DONE}}<p class="done-note" role="status">{{T_desk_me_done}}</p>{{/DONE}}
<p><b>{{NAME}}</b> <span class="quiet">{{ROLE}}</span></p>
{{#STALE}}<p class="notice-box">{{T_desk_me_stale}} <a href="/desk/confirm?next=/desk/me">{{T_desk_confirm_do}}</a></p>{{/STALE}}
<div class="desk-columns">
{{#FRESH}}<section aria-labelledby="new-password"><h2 id="new-password">{{T_desk_me_password}}</h2>
<form class="desk-form" action="/desk/me" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="password"><input type="hidden" name="username" value="{{NAME}}" autocomplete="username">
<p class="field"><label for="password">{{T_desk_me_new}}</label><input id="password" name="password" type="password" autocomplete="new-password" maxlength="512" aria-describedby="password-hint" required><span class="hint" id="password-hint">{{HINT}}</span></p>
<p class="field"><label for="password_again">{{T_desk_password_again}}</label><input id="password_again" name="password_again" type="password" autocomplete="new-password" maxlength="512" required></p>
<p><button class="primary" type="submit">{{T_desk_me_password_do}}</button></p>
</form></section>{{/FRESH}}
{{#PHONE}}<section aria-labelledby="new-phone"><h2 id="new-phone">{{T_desk_me_phone}}</h2>
<p>{{T_desk_me_phone_lead}}</p>
<details{{#OPEN}} open{{/OPEN}}><summary>{{T_desk_me_phone_show}}</summary><form class="desk-form" action="/desk/me" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="phone"><input type="hidden" name="phone" value="{{SEALED}}">
<div class="desk-phone">
<div class="desk-qr">{{QR_HTML:none}}</div>
<div><p>{{T_desk_begin_scan}}</p>
<p class="hint">{{T_desk_begin_type}}</p>
<p class="desk-secret"><code>{{SECRET}}</code></p></div>
</div>
<p class="field"><label for="phone-code">{{T_desk_begin_code}}</label><input id="phone-code" name="code" class="code-input" inputmode="numeric" autocomplete="one-time-code" maxlength="10" required></p>
<p><button type="submit">{{T_desk_me_phone_do}}</button></p>
</form></details></section>{{/PHONE}}
<section aria-labelledby="my-codes"><h2 id="my-codes">{{T_desk_codes}}</h2>
<p>{{CODES}}</p>
{{#FRESH}}<form action="/desk/me" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="codes"><button type="submit">{{T_desk_me_codes_do}}</button><p class="hint">{{T_desk_me_codes_hint}}</p></form>{{/FRESH}}
</section>
<section aria-labelledby="out"><h2 id="out">{{T_desk_me_out}}</h2>
<form action="/desk/me" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="out"><button type="submit">{{T_desk_me_out_do}}</button><p class="hint">{{T_desk_me_out_hint}}</p></form>
</section>
</div>
