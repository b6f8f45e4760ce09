<div class="wide">
<header class="page-head"><h1>{{T_library}}</h1><p class="lead">{{LEAD}}</p></header>
{{#IF_PROBLEM}}<p class="problem-note" role="alert" id="problem">{{PROBLEM}}</p>{{/IF_PROBLEM}}
{{#BEGUN}}<section class="library-begun" aria-labelledby="begun"><h2 id="begun">{{T_library_begun}}</h2>
<ul>
{{#BEGUN_BOOK}}<li><span class="cover">{{#HAS_COVER}}<img src="{{SRC}}" srcset="{{SRCSET}}" sizes="4.5rem" width="320" height="480" alt="">{{/HAS_COVER}}{{>DRAWN}}</span>
<div class="line-text"><h3 lang="{{BOOK_LANG}}" dir="auto">{{TITLE}}</h3>
{{#IF_AUTHORS}}<p class="quiet">{{AUTHORS}}</p>{{/IF_AUTHORS}}
<p class="hint num"><progress value="{{PERCENT}}" max="100" aria-hidden="true"></progress> {{SHARE}} · <time datetime="{{STAMP}}">{{WHEN}}</time></p>
<p class="read-here"><a class="button primary" href="{{READ_PATH}}">{{T_read_go_on}}<span class="unseen">: {{TITLE}}</span></a></p></div></li>
{{/BEGUN_BOOK}}
</ul></section>{{/BEGUN}}
{{#ORDER}}
<section class="library-order"><header><h2 class="num">{{HEADING}}</h2>{{#OPEN}}<a class="button" href="{{ORDER_PATH}}">{{T_library_to_order}}<span class="unseen">: {{HEADING}}</span></a>{{/OPEN}}</header>
<ul class="lines">
{{#BOOK}}<li class="line library-line"><span class="cover">{{#HAS_COVER}}<img src="{{SRC}}" width="320" height="480" srcset="{{SRCSET}}" sizes="4.5rem" alt="">{{/HAS_COVER}}{{>DRAWN}}</span>
<div class="line-text"><h3 lang="{{BOOK_LANG}}" dir="auto">{{#HAS_PAGE}}<a href="{{PATH}}">{{TITLE}}</a>{{/HAS_PAGE}}{{#NO_PAGE}}{{TITLE}}{{/NO_PAGE}}</h3>
{{#IF_AUTHORS}}<p class="quiet">{{AUTHORS}}</p>{{/IF_AUTHORS}}
{{#COMES}}<p class="quiet">{{TEXT}}</p>{{/COMES}}
{{#READ}}<p class="read-here"><a class="button" href="{{PATH}}">{{LABEL}}<span class="unseen">: {{TITLE}}</span></a>{{#IF_SHARE}} <span class="hint num">{{SHARE}}</span>{{/IF_SHARE}}</p>{{/READ}}
{{#HOW}}<p class="hint">{{TEXT}}</p>{{/HOW}}
{{#DOWNLOAD}}<form class="read-here" action="{{ORDER_PATH}}/downloads" method="post"><input type="hidden" name="grant" value="{{GRANT}}"><input type="hidden" name="idempotency_key" value="{{KEY}}"><button type="submit">{{LABEL}}<span class="unseen">: {{TITLE}}</span></button></form>{{/DOWNLOAD}}</div></li>
{{/BOOK}}
</ul></section>
{{/ORDER}}
{{>PAGER}}
<section class="keep" aria-labelledby="keep"><div><h2 id="keep">{{T_library_keep}}</h2>
{{#LINK}}<p>{{T_library_keep_text}}</p><p class="keep-address"><code>{{URL}}</code></p>{{/LINK}}
{{#ADDRESS}}<p>{{TEXT}}</p>{{/ADDRESS}}{{#NO_ADDRESS}}<p>{{TEXT}}</p>{{/NO_ADDRESS}}
<div class="library-do">
{{#NO_LINK}}<form action="/library/link" method="post"><button type="submit">{{T_library_link_make}}</button></form>{{/NO_LINK}}
{{#LINK}}<form action="/library/link" method="post"><button type="submit">{{T_library_renew}}</button> <span class="hint">{{T_library_renew_hint}}</span></form>{{/LINK}}
{{#ADDRESS}}<form action="/library/forget" method="post"><button type="submit">{{T_library_forget}}</button> <span class="hint">{{T_library_forget_hint}}</span></form>{{/ADDRESS}}
</div></div>
{{#LINK}}{{QR_HTML:none}}{{/LINK}}</section>
<section class="library-way library-apps" aria-labelledby="reading-apps"><div><h2 id="reading-apps">{{T_reading_apps}}</h2>
<p>{{T_reading_apps_text}}</p><p class="keep-address"><code>{{CATALOGUE_URL}}</code></p>
{{#NO_READER}}<p>{{T_reading_apps_ask}}</p>
<form action="/library/reader" method="post"><button type="submit">{{T_reading_apps_make}}</button></form>{{/NO_READER}}
{{#READER}}<dl class="facts"><div><dt>{{T_reading_apps_login}}</dt><dd><code>{{LOGIN}}</code></dd></div>
{{#IF_PASSWORD}}<div><dt>{{T_reading_apps_password}}</dt><dd><code>{{PASSWORD}}</code></dd></div>{{/IF_PASSWORD}}</dl>
{{#LOST}}<p class="problem-note">{{T_reading_apps_lost}}</p>{{/LOST}}
<p><a href="opds:{{SHELF}}">{{T_reading_apps_open}}</a></p>
<p>{{T_reading_apps_sync}}</p><p class="keep-address"><code>{{SYNC_URL}}</code></p>
<p class="hint">{{USED}}</p>
<div class="library-do"><form action="/library/reader" method="post"><button type="submit">{{T_reading_apps_again}}</button> <span class="hint">{{T_reading_apps_again_hint}}</span></form>
<form action="/library/reader/end" method="post"><button type="submit">{{T_reading_apps_end}}</button> <span class="hint">{{T_reading_apps_end_hint}}</span></form></div>{{/READER}}</div>
{{APPS_QR_HTML:none}}</section>
<section class="library-way" aria-labelledby="own-keys"><h2 id="own-keys">{{T_own_keys}}</h2>
<p>{{T_own_keys_text}}</p>
{{#HAS_OWN_KEYS}}<ul class="own-keys">
{{#OWN_KEY}}<li><div><strong>{{NAME}}</strong>{{#HAS_KIND}} <span class="quiet">{{KIND}}</span>{{/HAS_KIND}}
{{#IF_FINGERPRINT}}<code class="quiet">{{FINGERPRINT}}</code>{{/IF_FINGERPRINT}}<span class="hint">{{ADDED}} {{USED}}</span></div>
<form action="/library/keys/remove" method="post"><input type="hidden" name="key" value="{{ID}}"><button type="submit">{{T_own_key_remove}}<span class="unseen">: {{NAME}}</span></button></form></li>
{{/OWN_KEY}}</ul>
<p class="hint">{{T_own_key_remove_hint}}</p>{{/HAS_OWN_KEYS}}
<p class="library-keys">{{#CAN_PASSKEY}}<a class="button" href="/library/passkeys/new">{{T_own_key_passkey_add}}</a> {{/CAN_PASSKEY}}<a class="button" href="/library/keys/new">{{T_own_key_ssh_add}}</a></p>{{#NO_PASSKEY}}<p class="hint">{{T_own_key_passkey_no_name}}</p>{{/NO_PASSKEY}}</section>
<section class="library-way" aria-labelledby="put"><h2 id="put">{{T_library_put}}</h2>
<form action="/library/orders" method="post">
<p class="field"><label for="order">{{T_library_put_label}}</label>
<input id="order" name="order" type="text" value="{{TYPED}}" maxlength="300" required autocomplete="off" aria-describedby="put_hint">
<span class="hint" id="put_hint">{{PUT_HINT}}</span></p>
<p><button type="submit">{{T_library_put_button}}</button></p></form></section>
<section class="library-way" aria-labelledby="data"><h2 id="data">{{T_library_data}}</h2>
<p>{{T_library_data_text}}</p>
<p><a class="button" href="/library/data" download>{{T_library_data_get}}</a></p>
<p>{{T_library_erase_text}}</p>
<form action="/library/erase" method="post">
<p class="tick"><input id="sure" name="sure" type="checkbox" value="yes" required><label for="sure">{{T_library_erase_sure}}</label></p>
<p><button type="submit">{{T_library_erase}}</button></p></form></section>
<form action="/library/close" method="post"><button class="plain" type="submit">{{T_library_close}}</button></form>
</div>
