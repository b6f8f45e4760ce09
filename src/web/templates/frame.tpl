<!DOCTYPE html>
<html lang="{{LANG}}" dir="{{DIR}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{TITLE}}</title>
{{#IF_DESCRIPTION}}<meta name="description" content="{{DESCRIPTION}}">{{/IF_DESCRIPTION}}
{{#IF_CANONICAL}}<link rel="canonical" href="{{CANONICAL}}">{{/IF_CANONICAL}}
{{#ALTERNATE}}<link rel="alternate" hreflang="{{HREFLANG}}" href="{{ADDRESS}}">
{{/ALTERNATE}}{{#PRIVATE}}<meta name="robots" content="noindex, nofollow">{{/PRIVATE}}
{{#SHARED}}
<meta property="og:title" content="{{TITLE}}">
<meta property="og:type" content="{{KIND}}">
<meta property="og:site_name" content="{{SHOP}}">
<meta property="og:url" content="{{ADDRESS}}">
{{#IF_DESCRIPTION}}<meta property="og:description" content="{{DESCRIPTION}}">{{/IF_DESCRIPTION}}
{{#PICTURE}}<meta property="og:image" content="{{ADDRESS}}">
{{#SIZE}}<meta property="og:image:width" content="{{WIDTH}}">
<meta property="og:image:height" content="{{HEIGHT}}">
{{/SIZE}}{{#IF_ALT}}<meta property="og:image:alt" content="{{ALT}}">{{/IF_ALT}}{{/PICTURE}}
{{#BOOK}}{{#WRITER}}<meta property="book:author" content="{{ADDRESS}}">
{{/WRITER}}{{#IF_ISBN}}<meta property="book:isbn" content="{{ISBN}}">{{/IF_ISBN}}
{{#IF_PUBLISHED}}<meta property="book:release_date" content="{{PUBLISHED}}">{{/IF_PUBLISHED}}
{{#PRICE}}<meta property="product:price:amount" content="{{AMOUNT}}">
<meta property="product:price:currency" content="{{CURRENCY}}">
{{/PRICE}}{{/BOOK}}
<meta name="twitter:card" content="summary">
{{/SHARED}}
{{#DATA}}{{DATA_HTML:none}}{{/DATA}}
<link rel="alternate" href="/feed.atom" type="application/atom+xml" title="{{T_feed_title}}">
<link rel="alternate" href="/opds" type="application/atom+xml;profile=opds-catalog;kind=navigation" title="{{T_opds_catalogue}}">
<link rel="manifest" href="/manifest.webmanifest">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#faf7f1" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#171512" media="(prefers-color-scheme: dark)">
<link rel="icon" href="{{A_favicon.svg}}" type="image/svg+xml">
<link rel="stylesheet" href="{{A_shop.css}}">
<script src="{{A_find.js}}" defer></script>
{{#SCRIPT}}<script src="{{A_shop.js}}" defer></script>{{/SCRIPT}}
</head>
<body class="{{PAGE_CLASS}}">
<a class="skip" href="#main">{{T_skip}}</a>
{{#SANDBOX}}
<aside class="strip" aria-label="{{T_sandbox_label}}"><p class="wide">{{T_sandbox_notice}}{{#MOVED_CLOCK}} {{T_moved_clock_notice}}{{/MOVED_CLOCK}}</p></aside>
{{/SANDBOX}}
{{#TEST_CARDS}}
<aside class="strip" aria-label="{{T_sandbox_label}}"><p class="wide">{{T_test_cards_notice}}</p></aside>
{{/TEST_CARDS}}
<header class="top">
<div class="wide top-row">
<a class="mark" href="/">{{SHOP}}</a>
<nav class="top-nav" aria-label="{{T_nav_label}}">
<ul>
<li><a href="/books"{{#AT_BOOKS}} aria-current="page"{{/AT_BOOKS}}>{{T_nav_books}}</a></li>
{{#BUNDLES}}<li><a href="/bundles"{{#AT_BUNDLES}} aria-current="page"{{/AT_BUNDLES}}>{{T_nav_bundles}}</a></li>{{/BUNDLES}}
{{#FREE_BOOKS}}<li><a href="/free"{{#AT_FREE}} aria-current="page"{{/AT_FREE}}>{{T_nav_free}}</a></li>{{/FREE_BOOKS}}
<li><a href="/help"{{#AT_HELP}} aria-current="page"{{/AT_HELP}}>{{T_nav_help}}</a></li>
<li class="nav-about"><a href="/about"{{#AT_ABOUT}} aria-current="page"{{/AT_ABOUT}}>{{T_nav_about}}</a></li>
<li class="nav-search"><a href="/search">{{T_search_button}}</a></li>
</ul>
</nav>
<form class="find" action="/search" method="get" role="search">
<label class="unseen" for="find">{{T_search_label}}</label>
<input id="find" type="search" name="q" value="{{SEARCH_TEXT}}" placeholder="{{SEARCH_PLACEHOLDER}}" maxlength="200" autocomplete="off" data-suggest="/search/suggestions" data-name="{{T_suggestions}}">
<button type="submit">{{T_search_button}}</button>
</form>
{{#CURRENCY}}<a class="top-currency" href="#currency" aria-label="{{LABEL}}">{{CODE}}{{#IF_ABOUT}} <span class="about">≈ {{ABOUT}}</span>{{/IF_ABOUT}}</a>{{/CURRENCY}}
<a class="cart" href="/cart"{{#AT_CART}} aria-current="page"{{/AT_CART}} aria-label="{{CART_LABEL}}">{{T_nav_cart}}{{#HAS_CART}} <span class="count num">{{CART_COUNT}}</span>{{/HAS_CART}}</a>
</div>
</header>
{{#NOTICE}}
<aside class="notice" aria-label="{{T_notice_label}}"><p class="wide"><strong>{{HEADLINE}}</strong> {{TEXT}}{{#LINK}} <a href="{{PATH}}">{{LABEL}}</a>{{/LINK}}</p></aside>
{{/NOTICE}}
<main id="main" tabindex="-1">
{{>MAIN}}
</main>
<footer class="foot">
<div class="wide foot-columns">
<section class="foot-shop"><h2>{{SHOP}}</h2><p>{{T_foot_promise}}</p>{{#IF_SELLER}}<p class="quiet">{{T_foot_seller}} {{SELLER}}</p>{{/IF_SELLER}}{{#PRICE_NOTE}}<p class="quiet">{{TEXT}}</p>{{/PRICE_NOTE}}</section>
<nav aria-labelledby="foot-browse"><h2 id="foot-browse">{{T_foot_browse}}</h2><ul>
<li><a href="/books">{{T_all_books}}</a></li>
{{#BUNDLES}}<li><a href="/bundles">{{T_nav_bundles}}</a></li>{{/BUNDLES}}
{{#FREE_BOOKS}}<li><a href="/free">{{T_free_books}}</a></li>{{/FREE_BOOKS}}
<li><a href="/subjects">{{T_index_kind.subjects}}</a></li>
<li><a href="/authors">{{T_index_kind.authors}}</a></li>
<li><a href="/series">{{T_index_kind.series}}</a></li>
<li><a href="/search">{{T_search_button}}</a></li>
</ul></nav>
<nav aria-labelledby="foot-help"><h2 id="foot-help">{{T_nav_help}}</h2><ul>
<li><a href="/help#reading">{{T_foot_reading}}</a></li>
<li><a href="/library">{{T_foot_library}}</a></li>
<li><a href="/help#lost">{{T_foot_lost}}</a></li>
{{#TERMS_AND_PRIVACY}}<li><a href="/terms">{{T_foot_terms}}</a></li>{{/TERMS_AND_PRIVACY}}{{#PRIVACY}}<li><a href="/terms">{{T_terms_title}}</a></li>
<li><a href="/privacy">{{T_own_page.privacy}}</a></li>{{/PRIVACY}}
</ul></nav>
<nav aria-labelledby="foot-house"><h2 id="foot-house">{{T_foot_house}}</h2><ul>
<li><a href="/about">{{T_foot_about}}</a></li>
{{#IMPRINT}}<li><a href="/imprint">{{T_own_page.imprint}}</a></li>{{/IMPRINT}}
<li><a href="/about-fallback">{{T_foot_fallback}}</a></li>
<li><a href="/api">{{T_foot_api}}</a></li>
</ul></nav>
</div>
{{#LANGUAGES}}<div class="wide foot-currency" id="shop-language">{{>CHOICE}}</div>{{/LANGUAGES}}
{{#CURRENCIES}}<div class="wide foot-currency" id="currency">{{>CHOICE}}</div>{{/CURRENCIES}}
</footer>
</body>
</html>
