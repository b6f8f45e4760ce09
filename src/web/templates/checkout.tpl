<div class="wide pay">
<header class="page-head pay-head"><h1>{{T_checkout}}</h1><p class="quiet">{{T_checkout_hint}}</p>
{{#JUST_PLACED}}<p class="done-note just-placed">{{TEXT}} <a href="{{PATH}}">{{T_just_placed_link}}</a></p>{{/JUST_PLACED}}</header>
{{#CAN_PAY}}<button class="unseen" type="submit" form="pay" tabindex="-1" aria-hidden="true"{{#ENTER_APPLIES}} formaction="{{ACTION}}" formnovalidate{{/ENTER_APPLIES}}{{#ENTER_RESTS}} disabled{{/ENTER_RESTS}}></button>{{/CAN_PAY}}
<section class="slip" aria-labelledby="slip">
<h2 id="slip">{{T_your_order}}</h2>
<ul class="slip-lines">
{{#LINE}}<li><span class="cover">{{#HAS_COVER}}<img src="{{SRC}}" width="320" height="480" srcset="{{SRCSET}}" sizes="4rem" alt="">{{/HAS_COVER}}{{>DRAWN}}</span><span class="slip-text"><span lang="{{BOOK_LANG}}" dir="auto">{{TITLE}}</span><small class="quiet">{{FACTS}}</small>{{#COMES}}<small>{{TEXT}}</small>{{/COMES}}</span><span class="num">{{PRICE}}</span></li>
{{/LINE}}
</ul>
<table class="sum num"><caption class="unseen">{{T_amounts}}</caption>
<tbody>
{{#SUM}}<tr><th scope="row">{{NAME}}</th><td>{{AMOUNT}}</td></tr>
{{/SUM}}
</tbody>
<tfoot><tr><th scope="row">{{TOTAL_NAME}}</th><td>{{TOTAL}}{{#IF_TOTAL_ABOUT}} <span class="about">{{TOTAL_ABOUT}}</span>{{/IF_TOTAL_ABOUT}}</td></tr>
{{#PART}}<tr class="minor"><th scope="row">{{NAME}}</th><td>{{AMOUNT}}</td></tr>{{/PART}}</tfoot>
</table>
{{#IF_ABOUT_HINT}}<p class="hint about-hint">{{ABOUT_HINT}}</p>{{/IF_ABOUT_HINT}}
{{#LEFT_OUT}}<p class="hint left-out">{{TEXT}}</p>{{/LEFT_OUT}}
{{#STAMPED}}<p class="hint">{{T_stamped_checkout}}</p>{{/STAMPED}}
{{>COUPON}}
</section>
{{#ASK_PLACE}}<div class="pay-place">{{#IF_PLACE_PROBLEM}}<p class="problem-note" role="alert" tabindex="-1" autofocus>{{PLACE_PROBLEM}}</p>{{/IF_PLACE_PROBLEM}}{{>PLACE}}</div>{{/ASK_PLACE}}
{{#CAN_PAY}}<form class="pay-form" id="pay" action="/checkout" method="post">
<input type="hidden" name="idempotency_key" value="{{KEY}}"><input type="hidden" name="seen_total" value="{{SEEN_TOTAL}}"><input type="hidden" name="currency" value="{{CURRENCY}}">
{{#IF_BOOK}}<input type="hidden" name="book" value="{{BOOK}}">{{/IF_BOOK}}
{{#IF_BOOK_AMOUNT}}<input type="hidden" name="amount" value="{{BOOK_AMOUNT}}">{{/IF_BOOK_AMOUNT}}
{{#IF_CART}}<input type="hidden" name="cart" value="{{CART}}">{{/IF_CART}}
{{#IF_APPLIED_COUPON}}<input type="hidden" name="coupon" value="{{APPLIED_COUPON}}">{{/IF_APPLIED_COUPON}}
{{/CAN_PAY}}
{{#NO_METHOD}}<div class="pay-form">{{/NO_METHOD}}
{{#TOP_PROBLEM}}<p class="problem-note" role="alert" id="problem" tabindex="-1" autofocus>{{TEXT}}</p>{{/TOP_PROBLEM}}
{{#METHODS}}
<fieldset class="methods"><legend>{{T_how_to_pay}}</legend>
{{#METHOD}}
<div class="method{{#REST}} off{{/REST}}">
<input type="radio" name="method" id="m-{{ID}}" value="{{ID}}"{{#CHOSEN}} checked{{/CHOSEN}}{{#REST}} disabled{{/REST}} required aria-describedby="h-{{ID}}">
<label for="m-{{ID}}">{{NAME}}</label>
<p class="hint" id="h-{{ID}}">{{HINT}}</p>
</div>
{{/METHOD}}
</fieldset>
{{/METHODS}}
{{#NO_METHOD}}<div class="problem-note" role="alert"><h2>{{T_no_method}}</h2><p>{{T_no_method_text}}</p></div>{{/NO_METHOD}}
{{#NO_METHOD_YET}}<div class="pay-form problem-note" role="alert"><h2>{{T_no_method_yet}}</h2><p>{{T_no_method_yet_text}}</p></div>{{/NO_METHOD_YET}}
{{#CAN_PAY}}
<p class="field"><label for="receipt_name">{{T_receipt_name}} <span class="optional">{{T_optional}}</span></label>
<input id="receipt_name" name="receipt_name" type="text" value="{{RECEIPT_NAME}}" maxlength="120" autocomplete="name" aria-describedby="receipt_hint{{#NAME_PROBLEM}} problem{{/NAME_PROBLEM}}"{{#NAME_PROBLEM}} aria-invalid="true" autofocus{{/NAME_PROBLEM}}>
{{#NAME_PROBLEM}}<span class="problem" role="alert" id="problem">{{TEXT}}</span>{{/NAME_PROBLEM}}
<span class="hint" id="receipt_hint">{{T_receipt_name_hint}}{{#IF_FORGOTTEN}} {{FORGOTTEN}}{{/IF_FORGOTTEN}}</span></p>
{{#EMAIL}}<p class="field"><label for="email">{{T_email}} <span class="optional">{{T_optional}}</span></label>
<input id="email" name="email" type="email" value="{{EMAIL}}" maxlength="254" autocomplete="email" aria-describedby="email_hint{{#PROBLEM_HERE}} problem{{/PROBLEM_HERE}}"{{#PROBLEM_HERE}} aria-invalid="true" autofocus{{/PROBLEM_HERE}}>
{{#PROBLEM_HERE}}<span class="problem" role="alert" id="problem">{{TEXT}}</span>{{/PROBLEM_HERE}}
<span class="hint" id="email_hint">{{HINT}}</span></p>
<p class="tick"><input id="versions" name="versions" type="checkbox" value="1"{{#TICKED}} checked{{/TICKED}} aria-describedby="versions_hint"><label for="versions">{{T_wants_versions}}</label>
<span class="hint" id="versions_hint">{{T_wants_versions_hint}}</span></p>{{/EMAIL}}
{{#GIFT}}<details class="gift-ask"{{#OPEN}} open{{/OPEN}}><summary>{{T_gift_ask}}</summary>
<p class="hint">{{T_gift_ask_hint}}</p>
{{#IF_PROBLEM}}<p class="problem" role="alert" id="gift-problem" tabindex="-1" autofocus>{{PROBLEM}}</p>{{/IF_PROBLEM}}
<p class="field"><label for="gift_name">{{T_gift_name}}</label>
<input id="gift_name" name="gift_name" type="text" value="{{NAME}}" maxlength="120" autocomplete="off"></p>
{{#LETTER}}<p class="field"><label for="gift_email">{{T_gift_email}} <span class="optional">{{T_optional}}</span></label>
<input id="gift_email" name="gift_email" type="email" value="{{EMAIL}}" maxlength="254" autocomplete="off" aria-describedby="gift-email-hint">
<span class="hint" id="gift-email-hint">{{T_gift_email_hint}}</span></p>{{/LETTER}}
<p class="field"><label for="gift_day">{{T_gift_day}} <span class="optional">{{T_optional}}</span></label>
<input id="gift_day" name="gift_day" type="date" value="{{DAY}}" autocomplete="off" aria-describedby="gift-day-hint">
<span class="hint" id="gift-day-hint">{{T_gift_day_hint}}</span></p>
<p class="field"><label for="gift_message">{{T_gift_message}} <span class="optional">{{T_optional}}</span></label>
<textarea id="gift_message" name="gift_message" rows="4" maxlength="2000">
{{MESSAGE:p}}</textarea></p>
</details>{{/GIFT}}
{{#CONSENT}}<p class="tick"><input id="consent" name="consent" type="checkbox" value="{{VERSION}}" required{{#TICKED}} checked{{/TICKED}} aria-describedby="consent_hint{{#MISSING}} problem{{/MISSING}}"{{#MISSING}} aria-invalid="true" autofocus{{/MISSING}}>
<label for="consent">{{LABEL}}</label>
<span class="hint" id="consent_hint">{{#LATER}}{{TEXT}} {{/LATER}}{{HINT}}</span></p>{{/CONSENT}}
<p class="pay-do"><button class="primary" type="submit">{{PAY_LABEL}}</button></p>
<p class="hint">{{T_checkout_terms}}</p>
</form>
{{/CAN_PAY}}
{{#NO_METHOD}}</div>{{/NO_METHOD}}
</div>
