{{#LINE}}
<li class="line order-line">
<span class="cover">{{#HAS_COVER}}<img src="{{SRC}}" width="320" height="480" srcset="{{SRCSET}}" sizes="6rem" alt="">{{/HAS_COVER}}{{>DRAWN}}</span>
<div class="line-text"><h3 lang="{{BOOK_LANG}}" dir="auto">{{#HAS_PAGE}}<a href="{{PATH}}">{{TITLE}}</a>{{/HAS_PAGE}}{{#NO_PAGE}}{{TITLE}}{{/NO_PAGE}}</h3>
{{#IF_AUTHORS}}<p class="quiet">{{AUTHORS}}</p>{{/IF_AUTHORS}}
{{#BUNDLE}}<p class="quiet small">{{TEXT}}</p>{{/BUNDLE}}
{{#COMES}}<p class="line-comes"><strong>{{TEXT}}</strong></p>{{/COMES}}
{{#UNSOLD}}<p class="quiet small">{{T_no_longer_sold}}</p>{{/UNSOLD}}
{{#CHANGES}}<div class="changes"><p class="small"><b>{{T_version_news}}</b></p><ul>{{#CHANGE}}<li><span class="quiet small"><time datetime="{{STAMP}}">{{VERSION}}</time></span><p class="change-note">{{NOTE}}</p></li>{{/CHANGE}}</ul></div>{{/CHANGES}}</div>
{{#FILE}}
<div class="file">
{{#READ}}<p class="read-here"><a class="button" href="{{PATH}}">{{LABEL}}<span class="unseen">: {{TITLE}}</span></a>{{#IF_SHARE}} <span class="hint num">{{SHARE}}</span>{{/IF_SHARE}}</p>{{/READ}}
{{#FETCH}}<form action="{{ORDER_PATH}}/downloads" method="post"><input type="hidden" name="grant" value="{{GRANT}}"><input type="hidden" name="idempotency_key" value="{{KEY}}"><button class="primary" type="submit">{{LABEL}}<span class="unseen">: {{TITLE}}</span></button></form>{{/FETCH}}
{{#RENEW}}<form action="{{ORDER_PATH}}/renewals" method="post"><input type="hidden" name="grant" value="{{GRANT}}"><input type="hidden" name="idempotency_key" value="{{KEY}}"><button type="submit">{{LABEL}}<span class="unseen">: {{TITLE}}</span></button></form>{{/RENEW}}
{{#HOW}}<p class="hint">{{TEXT}}</p>{{/HOW}}
<p class="hint num">{{USES}}</p>
{{#FORGET}}<form action="{{PATH}}" method="post"><button class="plain" type="submit">{{T_read_forget}}<span class="unseen">: {{TITLE}}</span></button></form>{{/FORGET}}
{{#STAMPED}}<p class="hint">{{T_stamped_copy}}</p>{{/STAMPED}}
{{#READER}}<details class="earlier reader"{{#OPEN}} open{{/OPEN}}><summary>{{T_reader_summary}}</summary>{{#LARGE}}<p class="hint">{{TEXT}}</p>{{/LARGE}}
{{#LAST}}<p class="reader-last" role="status">{{TEXT}} <time class="quiet" datetime="{{STAMP}}">{{WHEN}}</time></p>{{/LAST}}
{{#SEND}}<form action="{{ORDER_PATH}}/reader" method="post"><input type="hidden" name="grant" value="{{GRANT}}"><input type="hidden" name="idempotency_key" value="{{KEY}}">
<p class="field"><label for="reader-{{GRANT}}">{{T_reader_label}}</label><input id="reader-{{GRANT}}" name="email" type="email" value="{{TYPED}}" maxlength="254" autocomplete="off" placeholder="name@kindle.com" required{{#AGAIN}} autofocus aria-invalid="true"{{/AGAIN}} aria-describedby="reader-hint-{{GRANT}}"></p>
<p class="hint" id="reader-hint-{{GRANT}}">{{T_reader_from}} <strong class="reader-from">{{FROM}}</strong> {{T_reader_approve}}</p>
<p><button type="submit">{{LABEL}}<span class="unseen">: {{TITLE}}</span></button></p><p class="hint">{{LIMIT}} {{T_reader_counts}}</p></form>{{/SEND}}</details>{{/READER}}
{{#EARLIER}}<details class="earlier"><summary>{{T_version_earlier}}</summary>{{#OLD}}<form action="{{ORDER_PATH}}/downloads" method="post"><input type="hidden" name="grant" value="{{GRANT}}"><input type="hidden" name="version" value="{{NUMBER}}"><input type="hidden" name="idempotency_key" value="{{KEY}}"><button type="submit">{{LABEL}}<span class="unseen">: {{TITLE}}</span></button></form>{{/OLD}}</details>{{/EARLIER}}
</div>
{{/FILE}}
{{#LICENCE}}<div class="licence"><p class="small"><strong>{{T_licence_key}}</strong> <span class="quiet num">{{USE}}</span></p>{{#KEY}}<p class="licence-key"><code>{{TEXT}}</code></p>{{/KEY}}</div>{{/LICENCE}}
</li>
{{/LINE}}
