<h1>{{HEADING}}</h1>
<p class="lead">{{T_desk_attention_lead}}</p>
{{#PROBLEM}}<p class="problem-note" role="alert">{{SENTENCE}}{{#IF_RETRY}} {{RETRY}}{{/IF_RETRY}}</p>{{/PROBLEM}}
{{#CALM}}<p class="done-note">{{T_desk_calm}}</p>{{/CALM}}
{{#PART}}<section class="desk-part"><h2>{{NAME}}</h2>
<ul class="desk-faults">{{#ITEM}}<li class="fault fault-{{URGENCY}}">
<h3>{{WHAT}}</h3>
<p class="fault-facts">{{#LINKED}}<a href="{{PATH}}">{{LABEL}}</a>{{/LINKED}}{{#UNLINKED}}{{#IS_JOB}}<b>{{DETAIL}}</b> <code class="small">{{LABEL}}</code>{{/IS_JOB}}{{#NO_JOB}}<span>{{LABEL}}</span>{{/NO_JOB}}{{/UNLINKED}} {{#NO_JOB}}<span class="quiet">{{DETAIL}}</span>{{/NO_JOB}}</p>
{{#DUE}}<p class="fault-due">{{T_desk_fault_until}} <time datetime="{{STAMP}}">{{WHEN}}</time></p>{{/DUE}}
<p>{{NEXT}}</p>
<div class="fault-foot"><p class="quiet small">{{T_desk_fault_since}} <time datetime="{{STAMP}}">{{WHEN}}</time>{{#BY_ITSELF}} · {{T_desk_fault_clears}}{{/BY_ITSELF}}</p>
{{#SETTLE}}<form action="/desk/attention" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="settle"><input type="hidden" name="item" value="{{ID}}"><button type="submit">{{T_desk_settle}}<span class="unseen">: {{LABEL}}</span></button></form>{{/SETTLE}}</div>
</li>
{{/ITEM}}</ul></section>{{/PART}}
{{#OUT_OF_SIGHT}}<details class="desk-part"><summary>{{T_desk_settled}}</summary>
<p class="hint">{{T_desk_settled_hint}}</p>
<ul class="desk-plain">{{#ITEM}}<li>{{WHAT}} {{#LINKED}}<a href="{{PATH}}">{{LABEL}}</a>{{/LINKED}}{{#UNLINKED}}<span>{{LABEL}}</span>{{/UNLINKED}} <span class="quiet">{{DETAIL}} · {{#SETTLED}}{{TEXT}}{{/SETTLED}}</span></li>
{{/ITEM}}</ul></details>{{/OUT_OF_SIGHT}}
