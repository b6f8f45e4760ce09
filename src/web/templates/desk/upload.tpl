<p class="kicker"><a href="/desk/books">{{T_desk_nav_books}}</a></p>
<h1>{{HEADING}}</h1>
{{#PROBLEM}}<p class="problem-note" role="alert">{{SENTENCE}}{{#IF_RETRY}} {{RETRY}}{{/IF_RETRY}}</p>{{/PROBLEM}}
<div id="upload-sum" role="status">{{#SUM}}<p class="{{NOTE}}">{{TEXT}}</p>{{/SUM}}</div>
{{#REPORTS}}<section aria-labelledby="report"><h2 id="report">{{T_desk_upload_report}}</h2>
<ul class="desk-uploads">{{#REPORT}}<li><span class="state state-{{VERDICT_NAME}}">{{VERDICT}}</span> {{#BOOK}}<a href="{{PATH}}">{{TITLE}}</a>{{/BOOK}} <span class="quiet">{{FILE}}</span>{{#NOTE}}<br><span class="small">{{TEXT}}</span>{{/NOTE}}{{#MAY_BE}}<br><a class="small" href="{{PATH}}">{{T_desk_upload_may_be}}</a>{{/MAY_BE}}</li>
{{/REPORT}}</ul></section>{{/REPORTS}}
<form class="desk-form desk-upload" id="upload" action="/desk/books/upload" method="post" enctype="multipart/form-data" data-bytes-max="{{BYTES_MAX}}" data-run="{{RUN}}" data-waits="{{T_desk_upload_waits}}" data-sends="{{T_desk_upload_sends}}" data-reads="{{T_desk_upload_reads}}" data-rows="{{ROWS}}" data-fails="{{T_desk_upload_fails}}" data-large="{{T_desk_upload_large}}"{{#WORDS}} data-{{NAME}}="{{TEXT}}"{{/WORDS}}>
<input type="hidden" name="form_token" value="{{FORM_TOKEN}}">
<div class="desk-drop"><label for="files">{{T_desk_upload_files}}</label> <input id="files" name="files" type="file" multiple required accept=".epub,.csv,.tsv,.json,.xml,.xz,.gz,.pdf,.cbz,.zip,.lpf,.audiobook,.mp3,.m4a,.m4b,.ogg,.oga,.opus,.flac" aria-describedby="files-hint">
<p class="hint" id="files-hint">{{HINT}}</p><p class="hint desk-drop-word">{{T_desk_upload_drop}}</p></div>
<p><label for="price">{{T_desk_price}} ({{CURRENCY}})</label> <input id="price" name="price" value="{{TYPED}}" inputmode="decimal" autocomplete="off" maxlength="20" aria-describedby="price-hint"{{#BAD_PRICE}} aria-invalid="true" autofocus{{/BAD_PRICE}}></p>
<p class="hint" id="price-hint">{{T_desk_upload_price_hint}}</p>
<p><label for="to">{{T_desk_upload_to}}</label> <input id="to" name="to" value="{{TO}}" autocomplete="off" maxlength="120" aria-describedby="to-hint"{{#BAD_TO}} aria-invalid="true" autofocus{{/BAD_TO}}></p>
<p class="hint" id="to-hint">{{T_desk_upload_to_hint}}</p>
<p><label for="source">{{T_desk_upload_source}}</label> <input id="source" name="source" value="{{SOURCE}}" autocomplete="off" maxlength="60" aria-describedby="source-hint"{{#BAD_SOURCE}} aria-invalid="true" autofocus{{/BAD_SOURCE}}></p>
<p class="hint" id="source-hint">{{T_desk_upload_source_hint}}</p>
<p><button class="primary" type="submit">{{T_desk_upload_do}}</button></p>
<p><a href="/desk/lists">{{T_desk_lists_how_far}}</a></p>
</form>
<ul class="desk-uploads" id="uploads" aria-live="polite"></ul>
