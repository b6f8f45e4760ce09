<div class="wide narrow-page">
<header class="page-head"><h1>{{T_library}}</h1><p class="lead">{{T_library_lead_closed}}</p></header>
{{#IF_PROBLEM}}<p class="problem-note" role="alert" id="problem">{{PROBLEM}}</p>{{/IF_PROBLEM}}
{{#FORGOTTEN}}<p class="done-note" role="status">{{T_library_forgotten}}</p>{{/FORGOTTEN}}
{{#BY_MAIL}}<section class="library-way" aria-labelledby="by-mail"><h2 id="by-mail">{{T_library_by_mail}}</h2>
{{#ASKED}}<p class="done-note" role="status">{{TEXT}}</p>{{/ASKED}}
<p>{{T_library_by_mail_text}}</p>
<form action="/library/letters" method="post">
<p class="field"><label for="email">{{T_email}}</label>
<input id="email" name="email" type="email" value="{{EMAIL}}" maxlength="254" autocomplete="email" required{{#WRONG}} aria-invalid="true" aria-describedby="problem"{{/WRONG}}></p>
<p><button class="primary" type="submit">{{T_library_ask}}</button></p>
</form></section>{{/BY_MAIL}}
<section class="library-way" aria-labelledby="by-order"><h2 id="by-order">{{T_library_by_order}}</h2>
<p>{{T_library_by_order_text}}</p></section>
<section class="library-way" aria-labelledby="by-key"><h2 id="by-key">{{T_library_by_key}}</h2>
<p>{{T_library_by_key_text}}</p>
<p class="library-keys">{{#CAN_PASSKEY}}<a class="button" href="/library/passkey">{{T_own_key_passkey_use}}</a> {{/CAN_PASSKEY}}<a class="button" href="/library/key">{{T_own_key_ssh_use}}</a></p>{{#NO_PASSKEY}}<p class="hint">{{T_own_key_passkey_no_name}}</p>{{/NO_PASSKEY}}</section>
</div>
