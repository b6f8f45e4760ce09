<div class="wide narrow-page">
<header class="page-head"><h1>{{TITLE}}</h1><p class="lead">{{LEAD}}</p></header>
{{#IF_PROBLEM}}<p class="problem-note" role="alert" id="problem">{{PROBLEM}}</p>{{/IF_PROBLEM}}
<section class="library-way" aria-labelledby="sign"><h2 id="sign">{{T_own_key_ssh_sign}}</h2>
<p>{{T_own_key_ssh_run}}</p>
<p class="keep-address"><code id="command">echo {{TEXT}} | ssh-keygen -Y sign -f ~/.ssh/id_ed25519 -n {{NAME_SPACE}}</code></p>
<p class="hint">{{T_own_key_ssh_hint}}</p>
<form action="{{ACTION}}" method="post"><input type="hidden" name="token" value="{{TOKEN}}">
<p class="field"><label for="signature">{{T_own_key_ssh_paste}}</label>
<textarea class="code" id="signature" name="signature" rows="6" maxlength="2048" required spellcheck="false" autocomplete="off" aria-describedby="signature-hint{{#WRONG}} problem{{/WRONG}}"{{#WRONG}} aria-invalid="true"{{/WRONG}}>{{SIGNATURE}}</textarea>
<span class="hint" id="signature-hint">{{T_own_key_ssh_paste_hint}}</span></p>
{{#LABEL}}<p class="field"><label for="label">{{T_own_key_label}} <span class="optional">{{T_optional}}</span></label>
<input id="label" name="label" type="text" value="{{LABEL}}" maxlength="80" autocomplete="off" aria-describedby="label-hint">
<span class="hint" id="label-hint">{{T_own_key_label_hint}}</span></p>{{/LABEL}}
<p><button class="primary" type="submit">{{BUTTON}}</button></p></form></section>
<p><a href="/library">{{T_own_key_back}}</a></p>
</div>
