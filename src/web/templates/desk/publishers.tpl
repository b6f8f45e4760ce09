<h1>{{HEADING}}</h1>
{{#PROBLEM}}<p class="problem-note" role="alert">{{SENTENCE}}{{#IF_RETRY}} {{RETRY}}{{/IF_RETRY}}</p>{{/PROBLEM}}
<p>{{T_desk_publishers_text}}</p>
{{#NONE}}<div class="empty"><h2>{{T_desk_publishers_none}}</h2><p>{{T_desk_publishers_none_text}}</p></div>{{/NONE}}
{{#TABLE}}<div class="desk-scroll"><table class="desk-table desk-cards"><caption class="unseen">{{HEADING}}</caption>
<thead><tr><th scope="col">{{T_desk_publisher}}</th><th scope="col" class="right">{{T_desk_publisher_editions}}</th><th scope="col">{{T_desk_state_word}}</th><th scope="col"><span class="unseen">{{T_desk_change}}</span></th></tr></thead>
<tbody>{{#ROW}}<tr><th scope="row">{{NAME}}</th><td class="num right">{{EDITIONS}}</td><td><span class="state state-{{STATE_NAME}}">{{STATE}}</span>{{#SINCE}} <time class="quiet" datetime="{{STAMP}}">{{WHEN}}</time>{{/SINCE}}</td><td>{{#CHANGE}}<form class="desk-inline" action="/desk/publishers" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="{{ACT}}"><input type="hidden" name="publisher" value="{{PUBLISHER}}"><button type="submit">{{LABEL}}<span class="unseen">: {{NAME}}</span></button></form>{{/CHANGE}}</td></tr>
{{/ROW}}</tbody></table></div>{{/TABLE}}
{{#PAGER}}<nav class="pager" aria-label="{{T_pages}}">{{#PREVIOUS}}<a class="button" rel="prev" href="{{PATH}}">{{T_previous}}</a>{{/PREVIOUS}}<p class="num">{{WHERE}}</p>{{#NEXT}}<a class="button" rel="next" href="{{PATH}}">{{T_next}}</a>{{/NEXT}}</nav>{{/PAGER}}
{{#LEFT_OUT}}<section aria-labelledby="left-out"><h2 id="left-out">{{T_desk_publishers_left_out}}</h2>
<p>{{T_desk_publishers_left_out_text}}</p>
<div class="desk-scroll"><table class="desk-table desk-cards"><caption class="unseen">{{T_desk_publishers_left_out}}</caption>
<thead><tr><th scope="col">{{T_desk_bundle_title}}</th><th scope="col">{{T_desk_publisher}}</th><th scope="col">{{T_desk_unstamped_why}}</th></tr></thead>
<tbody>{{#FILE}}<tr><th scope="row"><a href="{{PATH}}">{{TITLE}}</a></th><td class="end">{{NAME}}</td><td class="whole">{{WHY}}</td></tr>
{{/FILE}}</tbody></table></div></section>{{/LEFT_OUT}}
