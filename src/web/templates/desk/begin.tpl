<div class="desk-narrow desk-begin">
<h1>{{HEADING}}</h1>
<p class="lead">{{T_desk_begin_lead}}</p>
{{#PROBLEM}}<p class="problem-note" role="alert">{{SENTENCE}}{{#IF_RETRY}} {{RETRY}}{{/IF_RETRY}}</p>{{/PROBLEM}}
<form class="desk-form" action="{{ACTION}}" method="post">
<fieldset><legend>{{T_desk_begin_you}}</legend>
<p class="field"><label for="name">{{T_desk_name}}</label><input id="name" name="name" value="{{NAME}}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" aria-describedby="name-hint{{#BAD_NAME}} name-fault{{/BAD_NAME}}"{{#BAD_NAME}} aria-invalid="true"{{#FIRST}} autofocus{{/FIRST}}{{/BAD_NAME}} required>{{#BAD_NAME}}<span class="field-fault" id="name-fault">{{FAULT}}</span>{{/BAD_NAME}}<span class="hint" id="name-hint">{{T_desk_name_hint}}</span></p>
<p class="field"><label for="password">{{T_desk_password}}</label><input id="password" name="password" type="password" autocomplete="new-password" maxlength="512" aria-describedby="password-hint{{#BAD_PASSWORD}} password-fault{{/BAD_PASSWORD}}"{{#BAD_PASSWORD}} aria-invalid="true"{{#FIRST}} autofocus{{/FIRST}}{{/BAD_PASSWORD}} required>{{#BAD_PASSWORD}}<span class="field-fault" id="password-fault">{{FAULT}}</span>{{/BAD_PASSWORD}}<span class="hint" id="password-hint">{{T_desk_password_hint}}</span></p>
<p class="field"><label for="password_again">{{T_desk_password_again}}</label><input id="password_again" name="password_again" type="password" autocomplete="new-password" maxlength="512"{{#BAD_AGAIN}} aria-describedby="again-fault" aria-invalid="true"{{#FIRST}} autofocus{{/FIRST}}{{/BAD_AGAIN}} required>{{#BAD_AGAIN}}<span class="field-fault" id="again-fault">{{FAULT}}</span>{{/BAD_AGAIN}}</p>
</fieldset>
<fieldset><legend>{{T_desk_begin_phone}}</legend>
<div class="desk-phone">
<div class="desk-qr">{{QR_HTML:none}}</div>
<div><p>{{T_desk_begin_scan}}</p>
<p class="hint">{{T_desk_begin_type}}</p>
<p class="desk-secret"><code>{{SECRET}}</code></p></div>
</div>
<p class="field"><label for="code">{{T_desk_begin_code}}</label><input id="code" name="code" class="code-input" inputmode="numeric" autocomplete="one-time-code" maxlength="10"{{#BAD_CODE}} aria-describedby="code-fault" aria-invalid="true"{{#FIRST}} autofocus{{/FIRST}}{{/BAD_CODE}} required>{{#BAD_CODE}}<span class="field-fault" id="code-fault">{{FAULT}}</span>{{/BAD_CODE}}</p>
</fieldset>
<p><button class="primary" type="submit">{{T_desk_begin_open}}</button></p>
<p class="hint">{{T_desk_begin_until}}</p>
</form>
</div>
