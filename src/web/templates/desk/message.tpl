<div class="desk-narrow">
<h1>{{HEADING}}</h1>
<p class="lead">{{SENTENCE}}</p>
<p>{{WHAT_TO_DO}}</p>
<p>{{#TO_DESK}}<a class="button primary" href="/desk">{{T_desk_to_overview}}</a>{{/TO_DESK}}{{#TO_SIGN_IN}}<a class="button primary" href="/desk/sign-in">{{T_desk_sign_in}}</a>{{/TO_SIGN_IN}}</p>
<p class="hint">{{T_desk_request}} <code>{{REQUEST}}</code></p>
</div>
