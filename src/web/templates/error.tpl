<div class="wide error-page">
<p class="error-number num" aria-hidden="true">{{STATUS}}</p>
<h1>{{HEADING}}</h1>
<p class="lead">{{SENTENCE}}</p>
<p>{{WHAT_TO_DO}}</p>
{{#IF_RETRY}}<p>{{RETRY}}</p>{{/IF_RETRY}}
<p class="error-do">{{#TO_CART}}<a class="button primary" href="/cart">{{T_back_to_cart}}</a> <a class="button" href="/">{{T_to_the_shop}}</a>{{/TO_CART}}{{#TO_LIBRARY}}<a class="button primary" href="/library">{{T_library}}</a>{{/TO_LIBRARY}}{{#LOST}}<a class="button primary" href="/books">{{T_all_books}}</a>{{/LOST}}{{#STOPPED}}<a class="button primary" href="/">{{T_to_the_shop}}</a>{{/STOPPED}}{{#INSIDE}} <a class="button" href="/search">{{T_search_button}}</a> <a class="button" href="/help">{{T_nav_help}}</a>{{/INSIDE}}</p>
{{>CONTACT}}
{{#IF_REQUEST}}<p class="hint">{{#HAS_CONTACT}}{{T_error_request_ask}}{{/HAS_CONTACT}}{{#NO_CONTACT}}{{T_error_request_alone}}{{/NO_CONTACT}} <code>{{REQUEST}}</code></p>{{/IF_REQUEST}}
</div>
