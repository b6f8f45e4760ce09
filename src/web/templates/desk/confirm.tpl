<div class="desk-narrow">
<h1>{{HEADING}}</h1>
<p class="lead">{{T_desk_confirm_lead}}</p>
{{#KEPT}}<p class="notice-box">{{T_desk_confirm_kept}}</p>
{{/KEPT}}{{#PRESSED}}<p class="notice-box">{{T_desk_confirm_pressed}}</p>
{{/PRESSED}}{{#SECRET_ALONE}}<p class="notice-box">{{T_desk_confirm_secret}}</p>
{{/SECRET_ALONE}}{{#PROBLEM}}<p class="problem-note" role="alert">{{SENTENCE}}{{#IF_RETRY}} {{RETRY}}{{/IF_RETRY}}</p>{{/PROBLEM}}
<form class="desk-form" action="/desk/confirm" method="post">
<input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="next" value="{{NEXT}}">
{{#HELD}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">
{{/HELD}}<input type="hidden" name="username" value="{{NAME}}" autocomplete="username">
<p class="field"><label for="password">{{T_desk_password}}</label><input id="password" name="password" type="password" autocomplete="current-password" maxlength="512" required></p>
<p class="field"><label for="code">{{T_desk_code}}</label><input id="code" name="code" class="code-input" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" maxlength="40" aria-describedby="code-hint" required><span class="hint" id="code-hint">{{T_desk_confirm_hint}}</span></p>
<p><button class="primary" type="submit">{{T_desk_confirm_do}}</button></p>
</form>
</div>
