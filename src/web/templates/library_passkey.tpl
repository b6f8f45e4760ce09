<div class="wide narrow-page">
<header class="page-head"><h1>{{TITLE}}</h1><p class="lead">{{LEAD}}</p></header>
{{#IF_PROBLEM}}<p class="problem-note" role="alert" id="problem">{{PROBLEM}}</p>{{/IF_PROBLEM}}
{{#NOT_HERE}}<p class="problem-note">{{T_own_key_passkey_not_here}}</p>{{/NOT_HERE}}
{{#FORM}}<noscript><p class="problem-note">{{T_own_key_passkey_script}}</p></noscript>
<p class="problem-note" id="no-passkeys" role="status" hidden>{{T_own_key_passkey_cannot}}</p>
<p class="problem-note" id="given-up" role="status" hidden>{{T_own_key_passkey_given_up}}</p>
<p class="problem-note" id="has-one" role="status" hidden>{{T_own_key_passkey_has_one}}</p>
<section class="library-way"><form id="passkey" action="{{ACTION}}" method="post" hidden data-act="{{ACT}}" data-site="{{SITE}}" data-challenge="{{CHALLENGE}}" data-handle="{{HANDLE}}" data-known="{{KNOWN}}" data-shop="{{SHOP}}" data-owner="{{OWNER}}">
<input type="hidden" name="token" value="{{TOKEN}}">
<input type="hidden" name="id"><input type="hidden" name="handle"><input type="hidden" name="client_data">
<input type="hidden" name="attestation"><input type="hidden" name="data"><input type="hidden" name="signature">
{{#LABEL}}<p class="field"><label for="label">{{T_own_key_label}} <span class="optional">{{T_optional}}</span></label>
<input id="label" name="label" type="text" value="{{LABEL}}" maxlength="80" autocomplete="off" aria-describedby="label-hint">
<span class="hint" id="label-hint">{{T_own_key_label_hint}}</span></p>{{/LABEL}}
<p><button class="primary" type="submit">{{BUTTON}}</button></p></form></section>
<script src="{{A_passkey.js}}" defer></script>{{/FORM}}
<p><a href="/library">{{T_own_key_back}}</a></p>
</div>
