<div class="desk-narrow">
<h1>{{HEADING}}</h1>
{{#PROBLEM}}<p class="problem-note" role="alert">{{SENTENCE}}{{#IF_RETRY}} {{RETRY}}{{/IF_RETRY}}</p>{{/PROBLEM}}
{{#EMPTY}}<p class="notice-box">{{T_desk_empty}}</p>{{/EMPTY}}
<form class="desk-form" action="/desk/sign-in" method="post">
<input type="hidden" name="next" value="{{NEXT}}">
<p class="field"><label for="name">{{T_desk_name}}</label><input id="name" name="name" value="{{NAME}}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" required></p>
<p class="field"><label for="password">{{T_desk_password}}</label><input id="password" name="password" type="password" autocomplete="current-password" maxlength="512" required></p>
<p class="field"><label for="code">{{T_desk_code}}</label><input id="code" name="code" class="code-input" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" maxlength="40" aria-describedby="code-hint" required><span class="hint" id="code-hint">{{T_desk_code_hint}}</span></p>
<p><button class="primary" type="submit">{{T_desk_sign_in}}</button></p>
</form>
</div>
