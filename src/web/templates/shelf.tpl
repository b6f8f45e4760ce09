<section class="shelf wide" aria-labelledby="{{SHELF_ID}}">
<header class="shelf-head"><h2 id="{{SHELF_ID}}">{{HEADING}}</h2>{{#MORE}}<a href="{{MORE_PATH}}">{{MORE_LABEL}}</a>{{/MORE}}</header>
<ul class="cards">
{{>CARD}}
</ul>
</section>
