<div class="desk-narrow desk-begin">
<h1>{{HEADING}}</h1>
<p class="lead">{{T_desk_begin_lead}}</p>
{{#PROBLEM}}<p class="problem-note" role="alert">{{SENTENCE}}{{#IF_RETRY}} {{RETRY}}{{/IF_RETRY}}</p>{{/PROBLEM}}
<form class="desk-form" action="{{ACTION}}" method="post">
<fieldset><legend>{{T_desk_begin_you}}</legend>
<p class="field"><label for="name">{{T_desk_name}}</label><input id="name" name="name" value="{{NAME}}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" aria-describedby="name-hint" required><span class="hint" id="name-hint">{{T_desk_name_hint}}</span></p>
<p class="field"><label for="password">{{T_desk_password}}</label><input id="password" name="password" type="password" autocomplete="new-password" maxlength="512" aria-describedby="password-hint" required><span class="hint" id="password-hint">{{T_desk_password_hint}}</span></p>
<p class="field"><label for="password_again">{{T_desk_password_again}}</label><input id="password_again" name="password_again" type="password" autocomplete="new-password" maxlength="512" required></p>
</fieldset>
<fieldset><legend>{{T_desk_begin_phone}}</legend>
<div class="desk-phone">
<div class="desk-qr">{{QR_HTML:none}}</div>
<div><p>{{T_desk_begin_scan}}</p>
<p class="hint">{{T_desk_begin_type}}</p>
<p class="desk-secret"><code>{{SECRET}}</code></p></div>
</div>
<p class="field"><label for="code">{{T_desk_begin_code}}</label><input id="code" name="code" class="code-input" inputmode="numeric" autocomplete="one-time-code" maxlength="10" required></p>
</fieldset>
<p><button class="primary" type="submit">{{T_desk_begin_open}}</button></p>
<p class="hint">{{T_desk_begin_until}}</p>
</form>
</div>
