<p class="kicker"><a href="/desk/pages">{{T_desk_nav_pages}}</a></p>
<h1>{{HEADING}}</h1>
{{#PROBLEM}}<p class="problem-note" role="alert">{{SENTENCE}}{{#IF_RETRY}} {{RETRY}}{{/IF_RETRY}}</p>{{/PROBLEM}}
<p>{{ABOUT}} <a href="{{PUBLIC_PATH}}">{{T_desk_page_see}}</a></p>
<p class="quiet">{{STAND}}</p>
{{#FORM}}<form class="desk-form desk-text" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}">
<p><label for="text">{{T_desk_page_text}}</label> <textarea id="text" name="text" rows="18" maxlength="{{BYTES_MAX}}" spellcheck="true" aria-describedby="text-hint">
{{TEXT:p}}</textarea></p>
<p class="hint" id="text-hint">{{T_desk_page_text_hint}} {{LINES}}</p>
<p class="desk-inline"><button class="primary" type="submit" name="act" value="write">{{T_desk_page_write}}</button> <button type="submit" name="act" value="look">{{T_desk_page_look}}</button></p>
</form>{{/FORM}}
{{#LOOK}}<section aria-labelledby="look"><h2 id="look">{{T_desk_page_reads}}</h2>
<div class="prose desk-look">{{BODY_HTML:none}}</div></section>{{/LOOK}}
{{#VERSIONS}}<section aria-labelledby="versions"><h2 id="versions">{{T_desk_page_versions}}</h2>
<ul class="desk-versions">{{#VERSION}}<li><a href="{{PATH}}"{{#HERE}} aria-current="page"{{/HERE}}>{{TEXT}}</a></li>
{{/VERSION}}</ul></section>{{/VERSIONS}}
