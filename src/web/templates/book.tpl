<article class="book" aria-labelledby="title">
<div class="book-band">
<div class="wide book-grid">
<div class="book-cover"><span class="cover">{{#HAS_COVER}}<img src="{{SRC}}" width="320" height="480" srcset="{{SRCSET}}" sizes="(min-width: 46rem) 23rem, 45vw" alt="{{COVER_ALT}}" fetchpriority="high">{{/HAS_COVER}}{{>DRAWN}}</span></div>
<header class="book-title">
{{#IF_SERIES}}<p class="kicker"><a href="{{SERIES_PATH}}">{{SERIES}}</a></p>{{/IF_SERIES}}
<h1 id="title"{{#LONG_TITLE}} class="long"{{/LONG_TITLE}} lang="{{BOOK_LANG}}" dir="auto">{{TITLE}}</h1>
{{#IF_SUBTITLE}}<p class="subtitle" lang="{{BOOK_LANG}}" dir="auto">{{SUBTITLE}}</p>{{/IF_SUBTITLE}}
{{#AUTHORS}}<p class="by">{{T_by}} {{#AUTHOR}}<a href="{{PATH}}">{{NAME}}</a>{{#AUTHOR_separator}} {{T_and}} {{/AUTHOR_separator}}{{/AUTHOR}}{{#IF_OTHERS}} {{OTHERS}}{{/IF_OTHERS}}</p>{{/AUTHORS}}
</header>
<section class="buy" aria-labelledby="buy">
<h2 id="buy" class="unseen">{{T_buy_heading}}</h2>
{{#A11Y}}
<details class="ways"><summary><strong>{{T_a11y}}</strong> {{SUMMARY}}</summary>
<dl>{{#GROUP}}<dt>{{NAME}}</dt>{{#STATEMENT}}<dd>{{TEXT}}</dd>{{/STATEMENT}}{{/GROUP}}</dl>
<p class="hint">{{T_a11y_source}}</p>
</details>
{{/A11Y}}
{{#A11Y_UNKNOWN}}<p class="ways"><strong>{{T_a11y}}</strong> {{SUMMARY}}</p>{{/A11Y_UNKNOWN}}
<p class="price num">{{>PRICE_LINE}}</p>
{{#FILES}}<p class="buy-facts">{{FORMATS}} <span class="buy-drm">{{T_drm_free}}</span></p>{{/FILES}}
{{#DOWNLOADED}}<p class="buy-note">{{T_pdf_is_downloaded}}</p>{{/DOWNLOADED}}
{{#STAMPED}}<p class="buy-note">{{T_stamped_book}}</p>{{/STAMPED}}
{{#PREORDER}}<p class="buy-note">{{TEXT}}</p>{{/PREORDER}}
<div class="buy-do">
{{#CART}}<form action="/cart/add" method="post"><input type="hidden" name="book" value="{{OFFER}}"><button class="primary" type="submit">{{T_add_to_cart}}</button></form> <a class="button" href="{{CHECKOUT_PATH}}">{{T_buy_now}}</a>{{/CART}}
{{#FREE}}<a class="button primary" href="{{CHECKOUT_PATH}}">{{T_get_free}}</a> <form action="/cart/add" method="post"><input type="hidden" name="book" value="{{OFFER}}"><button type="submit">{{T_add_to_cart}}</button></form>{{/FREE}}
{{#OWN_PRICE}}<form class="own-price" action="/cart/add" method="post"><input type="hidden" name="book" value="{{OFFER}}"><input type="hidden" name="currency" value="{{CURRENCY}}">
<p class="field"><label for="amount">{{T_own_price}} <span class="optional">{{CURRENCY}}</span></label>
<input id="amount" name="amount" type="text" inputmode="decimal" value="{{AMOUNT}}" maxlength="20" autocomplete="off" required aria-describedby="amount-hint{{#WRONG}} amount-problem{{/WRONG}}"{{#WRONG}} aria-invalid="true" autofocus{{/WRONG}}> <span class="hint" id="amount-hint">{{LEAST_TEXT}}</span></p>
{{#IF_PROBLEM}}<p class="problem" role="alert" id="amount-problem">{{PROBLEM}}</p>{{/IF_PROBLEM}}
<button class="primary" type="submit">{{T_add_to_cart}}</button></form>{{/OWN_PRICE}}
{{#RESTS}}<p class="buy-not">{{TEXT}}</p>{{/RESTS}}
{{#ELSEWHERE}}<p class="buy-not">{{TEXT}}</p>{{>CHOICE}}{{/ELSEWHERE}}
{{#SOLD_OUT}}<p class="buy-not">{{T_sold_out_text}}</p>{{/SOLD_OUT}}
{{#RESTORING}}<p class="buy-not">{{T_being_restored}}</p>{{/RESTORING}}
{{#NOT_YET}}<p class="buy-not">{{T_sells_nothing_yet}}{{#FREE_BOOKS}} <a href="/free">{{T_free_books}}</a>{{/FREE_BOOKS}}</p>{{/NOT_YET}}
{{#NO_FILE}}<p class="buy-not">{{T_no_file_text}}</p>{{/NO_FILE}}
{{#NOT_FOR_SALE}}<p class="buy-not">{{T_not_for_sale}}</p>{{/NOT_FOR_SALE}}
{{#SAMPLE}}<a class="button" href="{{SAMPLE_PATH}}">{{T_read_sample}}</a>{{/SAMPLE}}
</div>
{{#SAMPLE_FILE}}<p class="small buy-sample"><a href="{{PATH}}" rel="nofollow" download>{{T_sample_epub}}</a></p>{{/SAMPLE_FILE}}
{{#NO_SAMPLE}}<p class="small buy-sample">{{T_no_sample}}</p>{{/NO_SAMPLE}}
</section>
</div>
</div>
<div class="wide book-body">
<div class="book-words">
{{#DESCRIPTION}}
<section aria-labelledby="about"><h2 id="about">{{T_about_book}}</h2>
<div class="prose" lang="{{BOOK_LANG}}" dir="auto">{{#PARAGRAPH}}<p>{{TEXT}}</p>
{{/PARAGRAPH}}</div>
{{#SAMPLE}}<p><a class="button" href="{{SAMPLE_PATH}}">{{T_read_sample_long}}</a></p>{{/SAMPLE}}
</section>
{{/DESCRIPTION}}
{{#CONTENTS}}
<section aria-labelledby="contents"><h2 id="contents">{{T_contents}}</h2>
<ol class="contents" lang="{{BOOK_LANG}}" dir="auto">{{#ENTRY}}<li{{#DEEP}} class="deep"{{/DEEP}}>{{TEXT}}</li>
{{/ENTRY}}</ol>
{{#REST}}
<details{{#UNFOLDED}} open{{/UNFOLDED}}><summary>{{REST_LABEL}}</summary>
<ol class="contents" lang="{{BOOK_LANG}}" dir="auto">{{#ENTRY}}<li{{#DEEP}} class="deep"{{/DEEP}}>{{TEXT}}</li>
{{/ENTRY}}</ol>
{{>PAGER}}
</details>
{{/REST}}
</section>
{{/CONTENTS}}
</div>
<div class="book-side">
<section aria-labelledby="facts"><h2 id="facts">{{T_details}}</h2>
<dl class="facts">
{{#FACT}}<div><dt>{{NAME}}</dt><dd>{{VALUE}}{{#PIECE}}{{TEXT}}{{#LINK}}<a href="{{URL}}" rel="noopener nofollow">{{TEXT}}</a>{{/LINK}}{{/PIECE}}{{#LINK}}<a href="{{PATH}}" dir="auto">{{LABEL}}</a>{{#LINK_separator}} · {{/LINK_separator}}{{/LINK}}{{#IF_OTHERS}} {{OTHERS}}{{/IF_OTHERS}}</dd></div>
{{/FACT}}
</dl>
</section>
{{#RIGHTS}}<details class="genuine"><summary>{{T_fact_rights}}</summary><p>{{#PIECE}}{{TEXT}}{{#LINK}}<a href="{{URL}}" rel="noopener nofollow">{{TEXT}}</a>{{/LINK}}{{/PIECE}}</p></details>{{/RIGHTS}}
{{#GENUINE}}
<details class="genuine"><summary>{{T_genuine}}</summary>
<p>{{TEXT}}</p>
{{#FILE}}<dl><dt>{{FORMAT}}, SHA-256</dt><dd><code>{{SHA256}}</code></dd><dt>CID</dt><dd><code>{{CID}}</code></dd></dl>{{/FILE}}
</details>
{{/GENUINE}}
</div>
</div>
</article>
{{>BUNDLE_SHELF}}
{{>SHELF}}
