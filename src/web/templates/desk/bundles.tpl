<h1>{{HEADING}}</h1>
{{#PROBLEM}}<p class="problem-note" role="alert">{{SENTENCE}}{{#IF_RETRY}} {{RETRY}}{{/IF_RETRY}}</p>{{/PROBLEM}}
{{#NONE}}<div class="empty"><h2>{{T_desk_no_bundles}}</h2><p>{{T_desk_no_bundles_text}}</p></div>{{/NONE}}
{{#TABLE}}<div class="desk-scroll"><table class="desk-table desk-cards"><caption class="unseen">{{HEADING}}</caption>
<thead><tr><th scope="col">{{T_desk_bundle_title}}</th><th scope="col">{{T_desk_state_word}}</th><th scope="col" class="right">{{T_desk_bundle_price}}</th><th scope="col" class="right">{{T_desk_bundle_saved}}</th><th scope="col" class="roomy">{{T_desk_bundle_books}}</th><th scope="col"><span class="unseen">{{T_desk_change}}</span></th></tr></thead>
<tbody>{{#ROW}}<tr><th scope="row">{{#LINK}}<a href="{{PATH}}">{{TITLE}}</a>{{/LINK}}{{#NO_LINK}}{{TITLE}}{{/NO_LINK}}</th><td><span class="state state-{{STATE_NAME}}">{{STATE}}</span>{{#REST}}<span class="bundle-rest">{{TEXT}}</span>{{/REST}}</td><td class="num right">{{PRICE}}</td><td class="num right">{{SAVED}}</td><td class="roomy">{{#BOOK}}<a href="{{PATH}}">{{TITLE}}</a>{{#BOOK_separator}}, {{/BOOK_separator}}{{/BOOK}}</td><td>{{#CHANGE}}<form class="desk-inline" action="/desk/bundles" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="price"><input type="hidden" name="bundle" value="{{SLUG}}"><label class="unseen" for="price-{{SLUG}}">{{T_desk_bundle_price}} {{TITLE}}</label><input id="price-{{SLUG}}" name="price" value="{{AMOUNT}}" size="7" maxlength="20" inputmode="decimal" autocomplete="off">{{#SEVERAL}} <span class="quiet">{{CURRENCY}}</span>{{/SEVERAL}} {{#OTHER}}<label class="unseen" for="price-{{CURRENCY}}-{{SLUG}}">{{T_desk_bundle_price}} ({{CURRENCY}}) {{TITLE}}</label><input id="price-{{CURRENCY}}-{{SLUG}}" name="price.{{CURRENCY}}" value="{{AMOUNT}}" size="7" maxlength="20" inputmode="decimal" autocomplete="off"> <span class="quiet">{{CURRENCY}}</span> {{/OTHER}}<button type="submit">{{T_desk_bundle_set_price}}<span class="unseen"> {{TITLE}}</span></button></form>
<form class="desk-inline" action="/desk/bundles" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="{{ACT}}"><input type="hidden" name="bundle" value="{{SLUG}}"><button type="submit">{{LABEL}}<span class="unseen"> {{TITLE}}</span></button></form>{{/CHANGE}}</td></tr>
{{/ROW}}</tbody></table></div>{{/TABLE}}
{{#PAGER}}<nav class="pager" aria-label="{{T_pages}}">{{#PREVIOUS}}<a class="button" rel="prev" href="{{PATH}}">{{T_previous}}</a>{{/PREVIOUS}}<p class="num">{{WHERE}}</p>{{#NEXT}}<a class="button" rel="next" href="{{PATH}}">{{T_next}}</a>{{/NEXT}}</nav>{{/PAGER}}
{{#FORM}}<section aria-labelledby="new"><h2 id="new">{{T_desk_bundle_new}}</h2>
<form class="desk-form desk-fields" action="/desk/bundles" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="add">
<p><label for="title">{{T_desk_bundle_title}}</label> <input id="title" name="title" value="{{TITLE}}" required maxlength="200" autocomplete="off"></p>
<p><label for="price">{{T_desk_bundle_price}} ({{CURRENCY}})</label> <input id="price" name="price" value="{{PRICE}}" required inputmode="decimal" maxlength="20" autocomplete="off"></p>
{{#OTHER}}<p><label for="price-{{CURRENCY}}">{{T_desk_bundle_price}} ({{CURRENCY}})</label> <input id="price-{{CURRENCY}}" name="price.{{CURRENCY}}" value="{{PRICE}}" inputmode="decimal" maxlength="20" autocomplete="off"></p>
{{/OTHER}}<p><label for="books">{{T_desk_bundle_books}}</label> <textarea id="books" name="books" rows="4" required maxlength="4000" autocomplete="off" aria-describedby="books-hint">
{{BOOKS:p}}</textarea><span class="hint" id="books-hint">{{T_desk_bundle_books_hint}}</span></p>
{{>CHOICES}}
<p><label for="text">{{T_desk_bundle_text}}</label> <textarea id="text" name="text" rows="5" maxlength="4000" aria-describedby="text-hint">
{{TEXT:p}}</textarea><span class="hint" id="text-hint">{{T_desk_bundle_text_hint}}</span></p>
<p><button class="primary" type="submit">{{T_desk_bundle_add}}</button></p>
</form></section>{{/FORM}}
