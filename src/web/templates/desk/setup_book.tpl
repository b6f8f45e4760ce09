<div class="desk-setup">
{{>PROGRESS}}
<h1>{{HEADING}}</h1>
<p class="lead">{{T_setup_book_lead}}</p>
{{#PROBLEM}}<p class="problem-note" role="alert">{{SENTENCE}}</p>{{/PROBLEM}}
{{#REFUSED}}<section class="problem-note" role="alert"><p>{{T_setup_book_refused}} <b>{{FILE}}</b></p>{{#NOTE}}<p class="small">{{TEXT}}</p>{{/NOTE}}</section>{{/REFUSED}}
<form class="desk-form" action="{{ACTION}}" method="post" enctype="multipart/form-data">
<input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="upload">
<div class="desk-set-one"><p class="field"><label for="files">{{T_setup_book_file}}</label><input id="files" name="files" type="file" required accept=".epub,.pdf,.cbz,.zip,.lpf,.audiobook,.mp3,.m4a,.m4b,.ogg,.oga,.opus,.flac" aria-describedby="files-hint"></p>
<p class="hint" id="files-hint">{{T_setup_book_hint}}</p></div>
<div class="desk-set-one"><p class="field"><label for="price">{{T_desk_price}} ({{CURRENCY}})</label><input id="price" name="price" value="{{TYPED}}" inputmode="decimal" autocomplete="off" maxlength="20" aria-describedby="price-hint"></p>
<p class="hint" id="price-hint">{{PRICE_HINT}}</p></div>
<p class="setup-go"><button class="primary" type="submit">{{T_setup_book_do}}</button> <a href="{{BACK}}">{{T_setup_back}}</a> <a href="/desk">{{T_setup_leave}}</a></p>
</form>
<section class="setup-else" aria-labelledby="else"><h2 id="else">{{T_setup_book_else}}</h2>
<form action="{{ACTION}}" method="post" enctype="multipart/form-data"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="shelf"><p><button type="submit">{{T_setup_book_shelf}}</button></p><p class="hint">{{T_setup_book_shelf_hint}}</p></form>
<form action="{{ACTION}}" method="post" enctype="multipart/form-data"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="later"><p><button type="submit">{{T_setup_book_later}}</button></p></form>
<p class="hint">{{T_setup_book_demo}}<br><code>aan serve --demo --data demo --listen 127.0.0.1:8081</code></p>
</section>
</div>
